using TapoHive.Chaos.Histories;

namespace TapoHive.Chaos.Invariants;

/// <summary>Something that holds in every history.</summary>
/// <param name="Name">In words.</param>
/// <param name="Broken">Where it does not hold: a sentence each.</param>
internal sealed record Invariant(string Name, Func<History, IEnumerable<string>> Broken)
{
    /// <summary>All that one history alone can show.</summary>
    public static IReadOnlyList<Invariant> All { get; } =
    [
        new("no command for the wrong device", Commanding.WrongDevice),
        new("no relay moved by a command that nobody wanted", Commanding.Unwanted),
        new("no toggle repeated", Repeating.Toggles),
        new("no relay moved more often than there was reason to", Repeating.Movements),
        new("no intent lost", Keeping.LostIntents),
        new("no late intent applied", Commanding.Late),
        new("no end forgotten", Ending.Forgotten),
        new("no newer wish overruled by a scene's later step", Ending.Overruled),
        new("a proof is true when it is given", Proving.Untrue),
        new("no outlet left on for longer than it may be", MaxOn.Exceeded),
        new("no occurrence carried out twice", Firing.Twice),
        new("no occurrence forgotten", Firing.Forgotten),
        new("every reachable plug converged at the end", Converging.Differing),
        new("no leak", Leaking.Grown),
    ];

    /// <summary>All that is broken in a history, with the name of what it breaks.</summary>
    public static IReadOnlyList<string> Check(History history) =>
        [.. All.SelectMany(invariant => invariant.Broken(history).Select(broken => $"[{invariant.Name}] {broken}"))];
}
