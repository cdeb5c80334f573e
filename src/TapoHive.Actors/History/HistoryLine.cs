using TapoHive.Domain.History;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>A line of the history where it is kept.</summary>
/// <param name="House">Whose.</param>
/// <param name="Revision">The number of its event in the house's journal.</param>
/// <param name="Part">Which of the lines of that event, from 0.</param>
/// <param name="Entry">What it says.</param>
public sealed record HistoryLine(HouseName House, long Revision, int Part, HistoryEntry Entry)
{
    /// <summary>Where it stands.</summary>
    public HistoryPlace Place => new(Entry.At, House, Revision, Part);
}
