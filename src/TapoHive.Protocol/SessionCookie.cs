using System.Globalization;
using NodaTime;

namespace TapoHive.Protocol;

/// <summary>
/// The cookie of a session (PROTOCOL 0.1). Taken apart by hand, because <c>TIMEOUT</c> is no standard attribute: cookie
/// containers drop it, and plugs dislike getting it back.
/// </summary>
/// <param name="Name"><c>TP_SESSIONID</c>, on some devices <c>SESSIONID</c>.</param>
/// <param name="Value">Usually 32 hex digits; opaque.</param>
/// <param name="Timeout">How long the plug keeps the session, where it says so; 86,400 s as a rule.</param>
public sealed record SessionCookie(string Name, string Value, Duration? Timeout)
{
    /// <summary>Longer than any plug says; guards against overflow.</summary>
    private const long LongestSeconds = 10L * 365 * 86400;

    /// <summary>What the client sends back in <c>Cookie</c>: the name and value alone.</summary>
    public string ToRequestHeader() => $"{Name}={Value}";

    /// <summary>What the device sends in <c>Set-Cookie</c>.</summary>
    public string ToResponseHeader() => Timeout is { } timeout
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}={Value};TIMEOUT={(long)timeout.TotalSeconds}")
        : ToRequestHeader();

    /// <summary>Reads the values of the <c>Set-Cookie</c> headers, or one <c>Cookie</c> header on a device: the first part whose name ends with
    /// <c>SESSIONID</c>. Nothing where there is none. Never throws.</summary>
    public static SessionCookie? Parse(IEnumerable<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        string? name = null;
        string? value = null;
        Duration? timeout = null;
        foreach (var header in headers)
        {
            foreach (var range in header.AsSpan().Split(';'))
            {
                var part = header.AsSpan(range);
                var equals = part.IndexOf('=');
                if (equals <= 0)
                {
                    continue;
                }

                var key = part[..equals].Trim();
                var text = part[(equals + 1)..].Trim();
                if (name is null && key.EndsWith("SESSIONID", StringComparison.OrdinalIgnoreCase) && IsSafe(key) && text.Length > 0 && IsSafe(text))
                {
                    (name, value) = (key.ToString(), text.ToString());
                }
                else if (key.Equals("TIMEOUT", StringComparison.OrdinalIgnoreCase)
                    && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    && seconds <= LongestSeconds)
                {
                    timeout ??= Duration.FromSeconds(seconds);
                }
            }
        }

        return name is null || value is null ? null : new SessionCookie(name, value, timeout);
    }

    // It goes back out in a header: nothing that could break one.
    private static bool IsSafe(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('!', '~') && !text.Contains(',');

    /// <summary>Says only what this is: the value opens a session.</summary>
    public override string ToString() => "(session cookie)";
}
