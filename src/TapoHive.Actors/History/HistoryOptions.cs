using Akka.Persistence.Query;
using NodaTime;

namespace TapoHive.Actors.History;

/// <summary>How a hive keeps its history.</summary>
/// <param name="Store">Where.</param>
/// <param name="Journal">Reads the journal; asked for when it is first needed.</param>
/// <param name="Keep">For how long.</param>
public sealed record HistoryOptions(IHistoryStore Store, Func<ICurrentEventsByPersistenceIdQuery> Journal, Duration Keep);
