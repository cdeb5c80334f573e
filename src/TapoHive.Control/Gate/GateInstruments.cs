using System.Diagnostics.Metrics;
using TapoHive.Actors.Instruments;

namespace TapoHive.Control.Gate;

/// <summary>What is measured at the gate.</summary>
internal static class GateInstruments
{
    private static readonly UpDownCounter<int> Talking = HiveInstruments.Meter.CreateUpDownCounter<int>(
        "tapohive.gate.conversations", "{conversation}", "Conversations with operators that are under way.");

    private static readonly Counter<long> Strangers = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.gate.turned_away", "{stranger}", "Clients that were turned away before they had proven who they are.");

    private static readonly Counter<long> Requests = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.gate.requests", "{request}", "Requests of operators.");

    private static readonly Histogram<double> Durations = HiveInstruments.Durations(
        "tapohive.gate.request.duration", "How long requests of operators took, to the proof where one was waited for.");

    /// <summary>So many more conversations, or fewer.</summary>
    public static void Conversations(int more) => Talking.Add(more);

    /// <summary>Somebody was turned away.</summary>
    public static void TurnedAway() => Strangers.Add(1);

    /// <summary>A request was refused before anything was done about it.</summary>
    public static void Refused(string request) => Requests.Add(1, new("request", request), new("outcome", "refused"));

    /// <summary>A request is settled.</summary>
    public static void Settled(string request, string outcome, TimeSpan took)
    {
        Requests.Add(1, new("request", request), new("outcome", outcome));
        Durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("request", request));
    }
}
