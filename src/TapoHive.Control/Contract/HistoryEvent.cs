using NodaTime;

namespace TapoHive.Control.Contract;

/// <summary>One event of <c>history</c>.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Outlet">The outlet, or the plug or house where it is about that, by its name then.</param>
/// <param name="House">Whose.</param>
/// <param name="What">A stable word.</param>
/// <param name="From">What was before.</param>
/// <param name="To">What is since.</param>
/// <param name="Origin">Whom it is owed to.</param>
/// <param name="Run">The run it is part of.</param>
/// <param name="Revision">The house's revision that it made; events of one are parts of one thing.</param>
/// <param name="Words">The same in words.</param>
public sealed record HistoryEvent(
    Instant At, string Outlet, string House, string What, string? From, string? To, string Origin, string? Run, long Revision, string Words);
