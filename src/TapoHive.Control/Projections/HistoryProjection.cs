using TapoHive.Actors.History;
using TapoHive.Control.Contract;
using TapoHive.Domain.History;

namespace TapoHive.Control.Projections;

/// <summary>From lines of the history to the answer of <c>history</c>. Pure.</summary>
public static class HistoryProjection
{
    /// <summary>One event.</summary>
    public static HistoryEvent Of(HistoryLine line) => new(
        line.Entry.At,
        line.Entry.Name,
        line.House.Value,
        line.Entry.What,
        line.Entry.From,
        line.Entry.To,
        line.Entry.Origin.Value,
        line.Entry.Run is { } run ? $"{line.House}/{run}" : null,
        line.Revision,
        HistoryWords.Of(line.Entry));
}
