using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>A question to the history.</summary>
public interface IHistoryQuestion
{
    /// <summary>The houses it is about: it is answered when all that they have shown by now is written.</summary>
    IEnumerable<HouseName> Houses { get; }
}
