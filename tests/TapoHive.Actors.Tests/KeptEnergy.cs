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

    /// <summary>How many of the next writes fail.</summary>
    public int Failing { get; set; }

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

    public Task WriteAsync(EnergyBatch batch, IReadOnlyDictionary<HouseName, DateTimeZone> zones)
    {
        lock (_gate)
        {
            if (Failing > 0)
            {
                Failing--;
                return Task.FromException(new IOException("The disk is full."));
            }

            _meters = [.. _meters.Where(meter => batch.Meters.All(written => written.Outlet != meter.Outlet)), .. batch.Meters];
            _minutes = _minutes.AddRange(batch.Minutes);
            Lost += batch.Lost;
            return Task.CompletedTask;
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

    public Task ForgetAsync(Instant now, EnergyKeeping keeping) => Task.CompletedTask;
}
