using TapoHive.Protocol.SecurePassthrough;

namespace TapoHive.Emulator.Sessions;

/// <summary>One securePassthrough session.</summary>
/// <param name="id">What its cookie says.</param>
/// <param name="cipher">Its keys.</param>
/// <param name="until">When it ends.</param>
internal sealed class AesSession(string id, PassthroughCipher cipher, DateTimeOffset until)
{
    /// <summary>What its cookie says.</summary>
    public string Id { get; } = id;

    /// <summary>Its keys.</summary>
    public PassthroughCipher Cipher { get; } = cipher;

    /// <summary>When it ends.</summary>
    public DateTimeOffset Until { get; } = until;

    /// <summary>What every request has to carry after the login; null before it.</summary>
    public string? Token { get; set; }
}
