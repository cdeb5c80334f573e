using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol;

/// <summary>What is known of a session from its opening.</summary>
/// <param name="Transport">How it is spoken.</param>
/// <param name="ExpiresAt">When to stop using it: the lifetime the plug told, counted from the handshake, less 20 minutes because plugs' clocks are poor
/// (PROTOCOL 2.4, 3.3).</param>
/// <param name="Credential">Which credentials the plug holds. Proven at the handshake with KLAP; with securePassthrough and TPAP what the login is going to claim.</param>
public sealed record SessionInfo(Transport Transport, Instant ExpiresAt, CredentialOrigin Credential)
{
    private static readonly Duration DefaultLifetime = Duration.FromSeconds(86400);
    private static readonly Duration Margin = Duration.FromSeconds(1200);

    /// <summary>When a session with that cookie, opened now, is to end. A short life is halved rather than eaten up by the margin.</summary>
    internal static Instant ExpiryOf(SessionCookie? cookie, Instant now) => ExpiryOf(cookie?.Timeout, now);

    /// <summary>As above, of a lifetime that was told in another way, or not at all.</summary>
    internal static Instant ExpiryOf(Duration? told, Instant now)
    {
        var lifetime = told ?? DefaultLifetime;
        return now + Duration.Max(lifetime - Margin, lifetime / 2);
    }
}
