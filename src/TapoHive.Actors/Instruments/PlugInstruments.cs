using System.Diagnostics.Metrics;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Instruments;

/// <summary>What is measured of speaking with plugs.</summary>
internal static class PlugInstruments
{
    private static readonly Counter<long> Requests = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.plug.requests", "{request}", "Requests to plugs, the handshakes and logins of sessions among them.");

    private static readonly Histogram<double> RequestDurations = HiveInstruments.Durations(
        "tapohive.plug.request.duration", "How long plugs took to answer, or to be given up.");

    private static readonly Counter<long> Sessions = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.sessions", "{session}", "Sessions that were opened, or could not be.");

    private static readonly Histogram<double> OpeningDurations = HiveInstruments.Durations(
        "tapohive.session.open.duration", "How long it took from being admitted to the first reading of a session.");

    /// <summary>A request ended.</summary>
    public static void Requested(Transport transport, string request, string outcome, TimeSpan took)
    {
        var words = Words(transport);
        Requests.Add(1, new("transport", words), new("request", request), new("outcome", outcome));
        RequestDurations.Record(took.TotalSeconds, new("transport", words), new("request", request));
    }

    /// <summary>A session is open, or will not be.</summary>
    public static void Opened(Transport transport, string outcome, TimeSpan took)
    {
        var words = Words(transport);
        Sessions.Add(1, new("transport", words), new("outcome", outcome));
        OpeningDurations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("transport", words));
    }

    /// <summary>A transport as a label.</summary>
    public static string Words(Transport transport) => transport switch
    {
        Transport.Aes => "aes",
        Transport.Klap1 => "klap1",
        Transport.Klap => "klap",
        Transport.Tpap => "tpap",
        _ => throw new ArgumentOutOfRangeException(nameof(transport), transport, "Not a transport."),
    };
}
