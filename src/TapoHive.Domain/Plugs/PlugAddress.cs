using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Plugs;

/// <summary>Where a plug was last reached: IPv4 address and TCP port. A hint only; the identity is the <see cref="Mac"/>.</summary>
/// <param name="Host">IPv4 address (no plug is known to answer over IPv6; PROTOCOL 7, row 24).</param>
/// <param name="Port">TCP port of the plug's web server, 1 to 65535; 80 on real plugs.</param>
public readonly record struct PlugAddress(IPAddress Host, int Port) : IText<PlugAddress>
{
    /// <inheritdoc/>
    public static PlugAddress FromText(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address such as 192.0.2.10:80.");

    /// <summary>Reads <c>192.0.2.10</c> (port 80) or <c>192.0.2.10:8080</c>; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PlugAddress address)
    {
        address = default;
        if (text is null)
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var host = colon < 0 ? text : text[..colon];
        var port = 80;
        if (colon >= 0 && (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
        {
            return false;
        }

        if (!TryParseHost(host, out var ip))
        {
            return false;
        }

        address = new PlugAddress(ip, port);
        return true;
    }

    /// <summary>Reads an IPv4 address in its usual form. <see cref="IPAddress.TryParse(string, out IPAddress)"/> takes <c>1.2</c> for 1.0.0.2 and
    /// 192.0.2.010 for 192.0.2.8; people who write that mean something else.</summary>
    internal static bool TryParseHost(string text, [NotNullWhen(true)] out IPAddress? host) =>
        IPAddress.TryParse(text, out host) && host.AddressFamily == AddressFamily.InterNetwork && host.ToString() == text;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
