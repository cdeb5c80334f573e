using System.Collections.Immutable;
using System.Data.Common;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Daemon.Storage;

/// <summary>Energy in <c>telemetry.db</c>, or on PostgreSQL. Minutes are written as they come; quarters and days are made of them when they are over, in the same transaction that
/// says so, and what comes for them later is added to both.</summary>
public sealed class SqlEnergy(TelemetryDatabase telemetry) : IEnergyStore
{
    private const int RowsForgottenAtOnce = 20_000;
    private static readonly Duration RollEvery = Duration.FromMinutes(15);

    // What was still being gathered when a quarter ended is not late for it.
    private static readonly Duration RollAfter = Duration.FromMinutes(2);

    private Dictionary<HouseOutlet, long> _ids = [];

    /// <inheritdoc/>
    public Task<ImmutableArray<KnownMeter>> OpenAsync() => telemetry.OpenAsync(database =>
    {
        EnergySchema.Ensure(database, telemetry.Dialect);
        var rows = Sql.Read(
            database,
            "SELECT id, house, plug, slot, meter FROM energy_outlet",
            static row => (Id: row.GetInt64(0), Outlet: new HouseOutlet(new HouseName(row.GetString(1)), new OutletKey(new PlugId(row.GetString(2)), new OutletSlot(row.GetInt32(3)))), Meter: row.GetString(4)));
        _ids = rows.ToDictionary(static row => row.Outlet, static row => row.Id);
        return rows.Select(static row => MeterRow.Read(row.Meter) is { } state ? new KnownMeter(row.Outlet, state) : null).OfType<KnownMeter>().ToImmutableArray();
    });

    /// <inheritdoc/>
    public Task WriteAsync(EnergyBatch batch, IReadOnlyDictionary<HouseName, DateTimeZone> zones) => telemetry.WriteAsync(database =>
    {
        using var transaction = database.BeginTransaction();
        if (EnergyStatements.IsWritten(database, batch.Id))
        {
            return false;
        }

        var ids = new Dictionary<HouseOutlet, long>(_ids);
        EnergyStatements.WriteMeters(database, batch.Meters, ids);
        EnergyStatements.WriteSamples(database, batch.Samples, ids);
        EnergyStatements.WriteMinutes(database, batch.Minutes, ids);
        if (batch.Lost > 0)
        {
            Sql.Execute(database, "INSERT INTO energy_loss VALUES (@at, @looks)", ("@at", batch.At.ToUnixTimeMilliseconds()), ("@looks", batch.Lost));
        }

        RollUp(database, batch, ids, zones);
        transaction.Commit();
        _ids = ids;
        return true;
    });

    /// <inheritdoc/>
    public Task<ImmutableDictionary<HouseOutlet, ImmutableArray<EnergyBin>>> ReadAsync(ReadEnergy question) => telemetry.ReadAsync(database =>
    {
        var ids = _ids;
        using var transaction = SqlDialect.BeginReading(database);
        return EnergyStatements.Read(database, question, [.. question.Outlets.Where(ids.ContainsKey).Select(outlet => (outlet, ids[outlet]))]);
    });

    /// <inheritdoc/>
    public async Task ForgetAsync(Instant now, EnergyKeeping keeping)
    {
        if (await telemetry.ReadAsync(database => Retention.Believed(now, until => EnergyStatements.WrittenUntil(database, until))).ConfigureAwait(false) is not { } believed)
        {
            return;
        }

        while (await telemetry.WriteAsync(database => EnergyStatements.Forget(database, believed, keeping, RowsForgottenAtOnce)).ConfigureAwait(false) > 0)
        {
            // In small steps: who reads or writes meanwhile waits for one of them at most.
        }
    }

    private static void RollUp(DbConnection database, EnergyBatch batch, Dictionary<HouseOutlet, long> ids, IReadOnlyDictionary<HouseName, DateTimeZone> zones)
    {
        var until = EnergyStatements.RolledUntil(database);
        var zoneOf = ids.ToDictionary(static pair => pair.Value, pair => zones.GetValueOrDefault(pair.Key.House) ?? DateTimeZone.Utc);

        // Late ones: of minutes that were rolled up before.
        if (until is { } rolled)
        {
            EnergyStatements.Add(database, batch.Minutes.Where(minute => minute.Bin.From < rolled).Select(minute => (ids[minute.Outlet], minute.Bin)), zoneOf);
        }

        var end = MinuteBins.QuarterOf(batch.At - RollAfter);
        if (until is null || end - until.Value >= RollEvery)
        {
            EnergyStatements.Add(database, EnergyStatements.MinutesBetween(database, until, end), zoneOf);
            EnergyStatements.SetRolledUntil(database, end);
        }
    }
}
