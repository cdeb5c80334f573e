using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Actors.Messages;

/// <summary>Run a scene. Answered like <see cref="SwitchOutlets"/>: by <see cref="RunAccepted"/> or <see cref="Refused"/>, then
/// <see cref="RunProgressed"/> as evidence comes in, the last one settled.</summary>
/// <param name="House">Which house.</param>
/// <param name="Scene">Which of its scenes.</param>
/// <param name="Origin">Who fires it.</param>
/// <param name="Layer">The layer it fills: manual for operators, schedule for schedules.</param>
/// <param name="Occurrence">The firing of a schedule that it is, where it is one.</param>
/// <param name="Window">How long each outlet may take, where its step does not say.</param>
/// <param name="Trace">What it is part of, where somebody follows that.</param>
public sealed record RunScene(
    HouseName House,
    SceneName Scene,
    Origin Origin,
    Layer Layer,
    RunOccurrence? Occurrence,
    Duration Window,
    TraceContext? Trace = null) : IForHouse, ITraced
{
    /// <inheritdoc/>
    public ITraced Within(TraceContext? trace) => this with { Trace = trace };
}

/// <summary>End a run before its time: no further step begins, what it has asked for stays asked for. Answered by a settled
/// <see cref="RunProgressed"/> or <see cref="Refused"/>.</summary>
public sealed record CancelRun(HouseName House, RunId Run, Origin Origin) : IForHouse;

/// <summary>Put back what a run changed, where nobody changed it since. Answered like <see cref="SwitchOutlets"/>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Run">Which run; absent for the last one.</param>
/// <param name="Origin">Who wants it back.</param>
/// <param name="Window">How long to wait for proof.</param>
/// <param name="Trace">What it is part of, where somebody follows that.</param>
public sealed record UndoRun(HouseName House, RunId? Run, Origin Origin, Duration Window, TraceContext? Trace = null) : IForHouse, ITraced
{
    /// <inheritdoc/>
    public ITraced Within(TraceContext? trace) => this with { Trace = trace };
}
