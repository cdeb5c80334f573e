using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.History;

/// <summary>One line of a house's history: what happened to whom, when, and because of whom.</summary>
/// <param name="At">When it happened, which may be a little before it was recorded.</param>
/// <param name="Plug">Which plug; absent where it is about the house.</param>
/// <param name="Slot">Which outlet of it; absent where it is about the plug.</param>
/// <param name="Name">The outlet's, plug's or house's name at that time.</param>
/// <param name="What">One of the words of <see cref="HistoryWhat"/>.</param>
/// <param name="From">What was before: <c>on</c>, <c>off</c>, an address; absent where nothing was, or nobody asked.</param>
/// <param name="To">What is since: the same kinds of words, or a problem's code.</param>
/// <param name="Origin">Whom it is owed to, in the words of <see cref="Intents.Origin"/>.</param>
/// <param name="Run">The run it is part of.</param>
/// <param name="Detail">More of it: the verb of a run, a problem's sentence.</param>
public sealed record HistoryEntry(
    Instant At,
    PlugId? Plug,
    OutletSlot? Slot,
    string Name,
    string What,
    string? From,
    string? To,
    Origin Origin,
    RunId? Run = null,
    string? Detail = null);
