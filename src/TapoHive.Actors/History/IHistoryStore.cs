using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>Where the history is kept. It is made of the journal and can be made again at any time. One writes at a time; any number read.</summary>
public interface IHistoryStore
{
    /// <summary>Opens it, and makes it anew where it is missing, damaged, or of an older shape. Tells how far each house is written.</summary>
    Task<ImmutableArray<HistoryMark>> OpenAsync();

    /// <summary>The last house that was kept with a batch; absent where there is none that can still be read.</summary>
    Task<HouseState?> CheckpointAsync(HouseName house);

    /// <summary>Writes a batch: all of it or nothing. Lines that are there already stay as they are.</summary>
    Task WriteAsync(HistoryBatch batch);

    /// <summary>Reads a page.</summary>
    Task<HistoryPage> ReadAsync(ReadHistory question);

    /// <summary>Reads how an outlet stood.</summary>
    Task<OutletPast> PastAsync(ReadPast question);

    /// <summary>Forgets lines that are older than they are to be kept; how each outlet stood then stays known. A clock that jumped ahead is not believed at once.</summary>
    Task ForgetAsync(Instant now, Duration keep);
}
