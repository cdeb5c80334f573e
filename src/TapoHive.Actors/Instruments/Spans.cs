using System.Diagnostics;

namespace TapoHive.Actors.Instruments;

/// <summary>
/// Begins spans of traces. None becomes the current one of its thread: an actor's thread goes on to other messages, which have nothing to do with it.
/// Whoever begins a span ends it.
/// </summary>
public static class Spans
{
    /// <summary>Begins a trace; nothing where nobody listens.</summary>
    public static Activity? Root(string name, ActivityKind kind) => HiveInstruments.Traces.HasListeners() ? Begin(name, kind, default) : null;

    /// <summary>Begins a span within a trace; nothing where there is none.</summary>
    public static Activity? Under(TraceContext? trace, string name) =>
        trace is { } above && HiveInstruments.Traces.HasListeners() ? Begin(name, ActivityKind.Internal, above.Parent) : null;

    /// <summary>Ends a span that came to nothing.</summary>
    /// <param name="span">Which.</param>
    /// <param name="why">A code, never a sentence: those may name people's things.</param>
    public static void Fail(this Activity? span, string why)
    {
        span?.SetStatus(ActivityStatusCode.Error, why);
        span?.Dispose();
    }

    private static Activity? Begin(string name, ActivityKind kind, ActivityContext parent)
    {
        var before = Activity.Current;
        Activity.Current = null;
        var span = HiveInstruments.Traces.StartActivity(name, kind, parent);
        Activity.Current = before;
        return span;
    }
}
