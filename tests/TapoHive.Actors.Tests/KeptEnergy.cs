using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Tests;

/// <summary>Energy kept in memory; a disk that is full, where a test wants one.</summary>
internal sealed class KeptEnergy : IEnergyStore
{
    private readonly Lock _gate = new();
    private ImmutableArray<KnownMeter> _meters = [];
    private ImmutableArray<MinuteOf> _minutes = [];

    private Guid _last;

    /// <summary>How many of the next writes fail.</summary>
    public int Failing { get; set; }

    /// <summary>How many of the next writes are made, and seem to have failed.</summary>
    public int Doubtful { get; set; }

    /// <summary>What the next write waits for.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    /// <summary>Whether nothing can be forgotten.</summary>
    public bool RemembersAll { get; set; }

    public ImmutableArray<KnownMeter> Meters
    {
        get
        {
            lock (_gate)
            {
                return _meters;
            }
        }
    }

    public long Lost { get; private set; }

    public TelemetryOptions Options => new(this, EnergyKeeping.Usual) { Gathering = TimeSpan.FromMilliseconds(50) };

    public double WattHours(HouseOutlet outlet)
    {
        lock (_gate)
        {
            return _minutes.Where(minute => minute.Outlet == outlet).Sum(static minute => minute.Bin.Energy.WattHours);
        }
    }

    public Task<ImmutableArray<KnownMeter>> OpenAsync() => Task.FromResult(Meters);

    public async Task WriteAsync(EnergyBatch batch, IReadOnlyDictionary<HouseName, DateTimeZone> zones)
    {
        await Ready;
        await Write(batch);
    }

    private Task Write(EnergyBatch batch)
    {
        lock (_gate)
        {
            if (Failing > 0)
            {
                Failing--;
                return Task.FromException(new IOException("The disk is full."));
            }

            if (_last == batch.Id)
            {
                return Task.CompletedTask;
            }

            _last = batch.Id;
            _meters = [.. _meters.Where(meter => batch.Meters.All(written => written.Outlet != meter.Outlet)), .. batch.Meters];
            _minutes = _minutes.AddRange(batch.Minutes);
            Lost += batch.Lost;
            return Doubtful-- > 0 ? Task.FromException(new IOException("The connection was lost.")) : Task.CompletedTask;
        }
    }

    public Task<ImmutableDictionary<HouseOutlet, ImmutableArray<EnergyBin>>> ReadAsync(ReadEnergy question)
    {
        lock (_gate)
        {
            return Task.FromResult(question.Outlets.ToImmutableDictionary(
                static outlet => outlet, outlet => _minutes.Where(minute => minute.Outlet == outlet).Select(static minute => minute.Bin).ToImmutableArray()));
        }
    }

    public Task ForgetAsync(Instant now, EnergyKeeping keeping) => RemembersAll ? Task.FromException(new IOException("The disk is full.")) : Task.CompletedTask;
}
