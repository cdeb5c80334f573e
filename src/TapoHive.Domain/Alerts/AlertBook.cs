using System.Collections.Immutable;

namespace TapoHive.Domain.Alerts;

/// <summary>What a house remembers of telling people: what stands, what is to be told, and how far each channel has been told.</summary>
/// <param name="Standing">Troubles that were raised and have not ended.</param>
/// <param name="Untold">What some channel has yet to be told, oldest first, bounded.</param>
/// <param name="Told">For each channel the revision up to which it has been told.</param>
/// <param name="Dropped">How many things were never told, because too many waited.</param>
public sealed record AlertBook(
    ImmutableSortedDictionary<TroubleKey, RaisedTrouble> Standing,
    ImmutableArray<AlertItem> Untold,
    ImmutableSortedDictionary<AlertChannel, long> Told,
    long Dropped = 0)
{
    /// <summary>So many things wait at most; the oldest are dropped, and counted.</summary>
    public const int MostUntold = 2_000;

    /// <summary>Nothing to tell, nobody told.</summary>
    public static AlertBook Empty { get; } = new(
        ImmutableSortedDictionary<TroubleKey, RaisedTrouble>.Empty, [], ImmutableSortedDictionary<AlertChannel, long>.Empty);

    /// <summary>What a channel has yet to be told.</summary>
    public ImmutableArray<AlertItem> For(AlertChannel channel) =>
        Told.TryGetValue(channel, out var mark) ? [.. Untold.Where(item => item.Revision > mark)] : [];

    /// <summary>The same with more to tell.</summary>
    public AlertBook With(IEnumerable<AlertItem> items)
    {
        var all = Untold.AddRange(items);
        return all.Length <= MostUntold
            ? this with { Untold = all }
            : this with { Untold = all[^MostUntold..], Dropped = Dropped + all.Length - MostUntold };
    }
}
