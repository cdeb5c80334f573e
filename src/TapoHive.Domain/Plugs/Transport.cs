namespace TapoHive.Domain.Plugs;

/// <summary>The local protocol a plug speaks today (PROTOCOL 0). Firmware changes it without notice, so it is a fact that is learnt.</summary>
public enum Transport
{
    /// <summary>securePassthrough: RSA-1024 handshake, AES-128-CBC (PROTOCOL 2).</summary>
    Aes,

    /// <summary>KLAP with MD5 hashes (PROTOCOL 3).</summary>
    Klap1,

    /// <summary>KLAP with SHA hashes (PROTOCOL 3).</summary>
    Klap,

    /// <summary>SPAKE2+ and AES-128-CCM (PROTOCOL 4).</summary>
    Tpap,
}
