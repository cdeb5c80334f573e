using System.Globalization;
using System.Net;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Gate;

/// <summary>What a gate is called by operators elsewhere. What it listens on and what it is called are two things: the first is an
/// address of this machine, the second whatever leads there.</summary>
public static class GateName
{
    /// <summary>The name that goes into operators' key files.</summary>
    /// <param name="options">How the gate is set up.</param>
    /// <param name="port">The port it listens on.</param>
    public static GateAddress Of(GateOptions options, int port)
    {
        if (options.Name is { } name)
        {
            return TryParse(name, port) ?? new GateAddress(name, port);
        }

        return new GateAddress(
            options.Bind.Equals(IPAddress.Any) || options.Bind.Equals(IPAddress.IPv6Any) ? Dns.GetHostName() : options.Bind.ToString(), port);
    }

    /// <summary>Reads <c>NAME</c> or <c>NAME:PORT</c>; null where it is neither.</summary>
    public static GateAddress? TryParse(string text, int usualPort)
    {
        // An IPv6 address with a port is written with brackets, without one plain.
        var (host, port) = !text.StartsWith('[') && IPAddress.TryParse(text, out _) ? (text, "")
            : text.LastIndexOf(':') is >= 0 and var colon ? (text[..colon].Trim('[', ']'), text[(colon + 1)..])
            : (text, "");
        var isName = Uri.CheckHostName(host) != UriHostNameType.Unknown;
        return !isName ? null
            : port.Length == 0 ? (text.EndsWith(':') ? null : new GateAddress(host, usualPort))
            : ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? new GateAddress(host, number)
            : null;
    }

    /// <summary>What keeps operators elsewhere from reaching the gate by its name, with a remedy; null where nothing is known to.</summary>
    internal static string? Obstacle(GateOptions options) =>
        options.Name is not null ? null
        : IPAddress.IsLoopback(options.Bind) ? "The gate listens on this machine only; for others set gate.bind and gate.port, or gate.name where a tunnel leads here."
        : options.Port == 0 ? "The gate takes another port at each start; set gate.port, or key files lead nowhere after a restart."
        : null;
}
