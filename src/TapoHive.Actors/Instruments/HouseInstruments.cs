using System.Diagnostics.Metrics;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Schedules;

namespace TapoHive.Actors.Instruments;

/// <summary>What is measured of houses.</summary>
internal static class HouseInstruments
{
    private static readonly Counter<long> Writes = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.journal.writes", "{write}", "Writes to the journal.");

    private static readonly Histogram<double> WriteDurations = HiveInstruments.Durations(
        "tapohive.journal.write.duration", "How long it took until the journal had what it was given.");

    private static readonly Counter<long> Events = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.journal.events", "{event}", "Events that were written to the journal.");

    private static readonly Counter<long> Runs = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.runs", "{run}", "Runs of commands and scenes that ended.");

    private static readonly Counter<long> Troubles = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.troubles", "{trouble}", "Troubles of plugs and outlets that began.");

    private static readonly Counter<long> Occurrences = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.schedule.occurrences", "{occurrence}", "Occurrences of schedules that were carried out, or were not.");

    private static readonly Histogram<double> Lateness = HiveInstruments.Durations(
        "tapohive.schedule.lateness", "How long after its due moment an occurrence was carried out.");

    private static readonly Histogram<double> ConvergeDurations = HiveInstruments.Durations(
        "tapohive.outlet.converge.duration", "How long it took from an intent to the reading that proved it.");

    /// <summary>Whether anybody wants to know how long outlets take.</summary>
    public static bool TimesConvergence => ConvergeDurations.Enabled;

    /// <summary>An outlet was proven to be what its house asks for.</summary>
    public static void Converged(Layer layer, TimeSpan took) =>
        ConvergeDurations.Record(Math.Max(0, took.TotalSeconds), new KeyValuePair<string, object?>("layer", HiveInstruments.Word(layer)));

    /// <summary>The journal did not take a write.</summary>
    public static void WriteFailed() => Writes.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    /// <summary>The journal took a write.</summary>
    public static void Written(IReadOnlyCollection<HouseEvent> events, TimeSpan took)
    {
        Writes.Add(1, new KeyValuePair<string, object?>("outcome", "ok"));
        WriteDurations.Record(took.TotalSeconds);
        Events.Add(events.Count);
        foreach (var happened in events)
        {
            Happened(happened);
        }
    }

    private static void Happened(HouseEvent happened)
    {
        switch (happened)
        {
            case RunStarted { Occurrence: { } occurrence }:
                Fired(occurrence, happened.At);
                break;
            case RunPlanned { Occurrence: { } occurrence }:
                Fired(occurrence, happened.At);
                break;
            case OccurrencesSkipped skips:
                foreach (var skipped in skips.Skipped)
                {
                    Occurrences.Add(1, new KeyValuePair<string, object?>("outcome", HiveInstruments.Word(skipped.Reason)));
                }

                break;
            case RunSettled settled:
                Runs.Add(1, new KeyValuePair<string, object?>("outcome", HiveInstruments.Word(settled.Run.Outcome)));
                break;
            case TroubleBegan began:
                Troubles.Add(1, new KeyValuePair<string, object?>("code", FailureCodes.Of(began.Kind)));
                break;
            default:
                break;
        }
    }

    private static void Fired(RunOccurrence occurrence, NodaTime.Instant at)
    {
        Occurrences.Add(1, new KeyValuePair<string, object?>("outcome", "fired"));
        Lateness.Record(Math.Max(0, (at - occurrence.Due).TotalSeconds));
    }
}
