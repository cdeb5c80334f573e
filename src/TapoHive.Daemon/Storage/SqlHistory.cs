using System.Collections.Immutable;
using System.Runtime.Serialization;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The history in <c>telemetry.db</c>, or on PostgreSQL, beside the journal: a database of its own, or turns of its own, so that what is written here never makes a
/// house wait. A power cut may cost the last batches; they are made again from the journal.
/// </summary>
public sealed class SqlHistory(TelemetryDatabase telemetry) : IHistoryStore
{
    private const int LinesForgottenAtOnce = 5_000;

    /// <inheritdoc/>
    public Task<ImmutableArray<HistoryMark>> OpenAsync() => telemetry.OpenAsync(database =>
    {
        HistorySchema.Ensure(database, telemetry.Dialect);
        return HistoryStatements.Marks(database);
    });

    /// <inheritdoc/>
    public Task<HouseState?> CheckpointAsync(HouseName house) => telemetry.ReadAsync(database =>
    {
        try
        {
            return Sql.Scalar(database, "SELECT checkpoint FROM history_mark WHERE house = @house", ("@house", house.Value)) is byte[] bytes
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
    public Task WriteAsync(HistoryBatch batch) => telemetry.WriteAsync(database =>
    {
        using var transaction = database.BeginTransaction();
        HistoryStatements.Insert(database, batch);
        transaction.Commit();
        return batch;
    });

    /// <inheritdoc/>
    public Task<HistoryPage> ReadAsync(ReadHistory question) => telemetry.ReadAsync(database =>
    {
        var lines = HistoryStatements.Page(database, telemetry.Dialect, question);
        return lines.Length <= question.Limit
            ? new HistoryPage(lines, null)
            : new HistoryPage(lines[..question.Limit], lines[question.Limit - 1].Place);
    });

    /// <inheritdoc/>
    public Task<OutletPast> PastAsync(ReadPast question) => telemetry.ReadAsync(database => HistoryStatements.Past(database, question));

    /// <inheritdoc/>
    public async Task ForgetAsync(Instant now, Duration keep)
    {
        if (await telemetry.ReadAsync(database => Retention.Believed(now, until => HistoryStatements.WrittenUntil(database, until))).ConfigureAwait(false) is not { } believed)
        {
            return;
        }

        var before = believed - keep;
        while (await telemetry.WriteAsync(database => HistoryStatements.Forget(database, before, LinesForgottenAtOnce)).ConfigureAwait(false) > 0)
        {
            // In small steps: who reads or writes meanwhile waits for one of them at most.
        }
    }
}
