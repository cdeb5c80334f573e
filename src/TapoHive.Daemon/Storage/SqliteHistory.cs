using System.Collections.Immutable;
using System.Runtime.Serialization;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The history on SQLite, in <c>telemetry.db</c> beside the journal: a file of its own, so that what is written here never makes a
/// house wait. A power cut may cost the last batches; they are made again from the journal.
/// </summary>
public sealed class SqliteHistory(TelemetryFile file) : IHistoryStore
{
    private const int LinesForgottenAtOnce = 5_000;

    /// <summary>Makes one for a file of its own.</summary>
    public SqliteHistory(string path)
        : this(new TelemetryFile(path))
    {
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<HistoryMark>> OpenAsync() => file.OpenAsync(static sqlite =>
    {
        HistorySchema.Ensure(sqlite);
        return HistoryStatements.Marks(sqlite);
    });

    /// <inheritdoc/>
    public Task<HouseState?> CheckpointAsync(HouseName house) => file.ReadAsync(sqlite =>
    {
        try
        {
            return Sql.Scalar(sqlite, "SELECT checkpoint FROM history_mark WHERE house = $house", ("$house", house.Value)) is byte[] bytes
                ? (HouseState)HiveSerializer.Read(bytes, Manifests.NameOf(typeof(HouseState)))
                : null;
        }
        catch (SerializationException)
        {
            // Of a version with another shape: the journal has all of it.
            return null;
        }
    });

    /// <inheritdoc/>
    public Task WriteAsync(HistoryBatch batch) => file.WriteAsync(sqlite =>
    {
        using var transaction = sqlite.BeginTransaction();
        HistoryStatements.Insert(sqlite, batch);
        transaction.Commit();
        return batch;
    });

    /// <inheritdoc/>
    public Task<HistoryPage> ReadAsync(ReadHistory question) => file.ReadAsync(sqlite =>
    {
        var lines = HistoryStatements.Page(sqlite, question);
        return lines.Length <= question.Limit
            ? new HistoryPage(lines, null)
            : new HistoryPage(lines[..question.Limit], lines[question.Limit - 1].Place);
    });

    /// <inheritdoc/>
    public Task<OutletPast> PastAsync(ReadPast question) => file.ReadAsync(sqlite => HistoryStatements.Past(sqlite, question));

    /// <inheritdoc/>
    public async Task ForgetAsync(Instant before)
    {
        while (await file.WriteAsync(sqlite => HistoryStatements.Forget(sqlite, before, LinesForgottenAtOnce)).ConfigureAwait(false) > 0)
        {
            // In small steps: who reads or writes meanwhile waits for one of them at most.
        }
    }
}
