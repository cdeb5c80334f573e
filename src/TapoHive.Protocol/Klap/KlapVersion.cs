namespace TapoHive.Protocol.Klap;

/// <summary>The two sets of hashes that KLAP is spoken with (PROTOCOL 3.1).</summary>
public enum KlapVersion
{
    /// <summary>MD5; <c>IOT.*</c> devices.</summary>
    V1,

    /// <summary>SHA-1 and SHA-256; all Tapo plugs.</summary>
    V2,
}
