using System.Diagnostics.Metrics;
using TapoHive.Actors.Admission;

namespace TapoHive.Actors.Instruments;

/// <summary>What is measured of letting plugs connect.</summary>
internal static class AdmissionInstruments
{
    private static readonly UpDownCounter<int> Waiting = HiveInstruments.Meter.CreateUpDownCounter<int>(
        "tapohive.admission.waiting", "{plug}", "Plugs that wait to be connected to.");

    private static readonly UpDownCounter<int> Connecting = HiveInstruments.Meter.CreateUpDownCounter<int>(
        "tapohive.admission.connecting", "{plug}", "Plugs that are being connected to.");

    private static readonly Histogram<double> Waits = HiveInstruments.Durations(
        "tapohive.admission.wait.duration", "How long plugs waited until they were connected to.");

    /// <summary>So many more wait, or fewer.</summary>
    public static void Queued(PlugHealth pool, int more) => Waiting.Add(more, Tag(pool));

    /// <summary>So many more are being connected to, or fewer.</summary>
    public static void Connects(PlugHealth pool, int more) => Connecting.Add(more, Tag(pool));

    /// <summary>One was let in.</summary>
    public static void Admitted(PlugHealth pool, TimeSpan waited) => Waits.Record(waited.TotalSeconds, Tag(pool));

    private static KeyValuePair<string, object?> Tag(PlugHealth pool) => new("pool", pool == PlugHealth.Well ? "well" : "troubled");
}
