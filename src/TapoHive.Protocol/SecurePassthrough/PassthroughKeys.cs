using NodaTime;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>What a handshake leaves behind.</summary>
internal sealed class PassthroughKeys(PassthroughCipher cipher, SessionCookie? cookie, Instant expiresAt) : IDisposable
{
    public PassthroughCipher Cipher { get; } = cipher;

    public SessionCookie? Cookie { get; } = cookie;

    public Instant ExpiresAt { get; } = expiresAt;

    public void Dispose() => Cipher.Dispose();
}
