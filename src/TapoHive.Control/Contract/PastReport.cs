using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>why --at</c>: as that to <c>why</c>, as far as it is known of a moment that is over.</summary>
/// <param name="Outlet">The outlet, by its name then.</param>
/// <param name="House">Its house.</param>
/// <param name="TimeZone">Its house's time zone.</param>
/// <param name="At">The moment.</param>
/// <param name="Desired">What was asked of it; null where nobody asked.</param>
/// <param name="Reported">What the plug had last said.</param>
/// <param name="Converged">Whether these were the same.</param>
/// <param name="Intents">Who asked for what, strongest first: the first one decided.</param>
/// <param name="Phase">Always null: sessions leave no history.</param>
/// <param name="Problem">What was wrong, if anything.</param>
/// <param name="Recent">What had happened to it, newest first.</param>
/// <param name="Next">What happened after that, first things first.</param>
/// <param name="Advice">The answer, in a sentence or two.</param>
public sealed record PastReport(
    string Outlet,
    string House,
    string TimeZone,
    Instant At,
    PowerState? Desired,
    PowerState? Reported,
    bool Converged,
    ImmutableArray<IntentReport> Intents,
    string? Phase,
    ProblemReport? Problem,
    ImmutableArray<HistoryEvent> Recent,
    ImmutableArray<HistoryEvent> Next,
    string Advice);
