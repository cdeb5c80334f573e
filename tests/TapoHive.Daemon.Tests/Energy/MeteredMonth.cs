using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Hardware;
using TapoHive.Protocol;
using DeviceIdentity = TapoHive.Emulator.Devices.PlugIdentity;
using PlugIdentity = TapoHive.Domain.Plugs.PlugIdentity;

namespace TapoHive.Daemon.Tests.Energy;

/// <summary>
/// A month of one outlet on virtual time: an emulated plug with an appliance that starts and stops at any second, the plug's own decisions of when to look, the
/// protocol's session, the meter's book and the database. Only actors and sockets are left out. It is looked at half as often as it would be, for the test's sake.
/// </summary>
internal sealed class MeteredMonth : IDisposable
{
    private static readonly HouseName Home = new("home");
    private static readonly PlugPolicy Policy = PlugPolicy.Usual with { InspectAfter = null, MeterAfter = Duration.FromSeconds(3), PollEvery = Duration.FromSeconds(30) };
    private static readonly Duration WriteEvery = Duration.FromHours(1);
    private static readonly PlugId Plug = new("00-00-5E-00-53-01");

    private readonly DateTimeZone _zone;
    private readonly LocalDate _first;
    private readonly SqlEnergy _store;
    private readonly Random _random;
    private readonly SortedList<Instant, Action> _events = [];
    private readonly List<double> _midnights = [];
    private readonly List<(Instant From, Instant To)> _dark = [];
    private MeterBook _book = new();
    private PlugDevice _device;
    private PlugSession _session;
    private PlugState _state = PlugState.Unassigned;
    private Instant _now;
    private Instant _written;
    private double _watts;
    private double _flowedBefore;
    private bool _isOut;

    public MeteredMonth(string file, DateTimeZone zone, LocalDate first, int seed)
    {
        _zone = zone;
        _random = new Random(seed);
        _store = new SqlEnergy(new TelemetryFile(file));
        _first = first;

        // It has been running for a while when the month begins.
        _now = _written = Start - Duration.FromMinutes(30);
        (_device, _session) = Bought(0);
    }

    public Instant Start => _zone.AtStartOfDay(_first).ToInstant();

    /// <summary>What truly flowed on each day, in watt-hours.</summary>
    public IReadOnlyList<double> Truth => [.. _midnights.Zip(_midnights.Skip(1), static (before, after) => after - before)];

    /// <summary>When nobody looked.</summary>
    public IReadOnlyList<(Instant From, Instant To)> Dark => _dark;

    public int Looks { get; private set; }

    public int Questions { get; private set; }

    public HouseOutlet Outlet { get; } = new(Home, new OutletKey(Plug, OutletSlot.Whole));

    /// <summary>At a moment of the house's clock something happens.</summary>
    public void At(int day, int hour, int minute, Action happens)
    {
        var at = _zone.AtLeniently(_first.PlusDays(day - 1) + new LocalTime(hour, minute)).ToInstant();
        while (_events.ContainsKey(at))
        {
            at += Duration.FromMilliseconds(1);
        }

        _events.Add(at, happens);
    }

    /// <summary>The hive, or the network, is away for some time; the plug goes on.</summary>
    public void Outage(int day, int hour, int minute, Duration length)
    {
        var began = default(Instant);
        At(day, hour, minute, () => (_isOut, began) = (true, _now));
        var start = _zone.AtLeniently(_first.PlusDays(day - 1) + new LocalTime(hour, minute)).ToInstant();
        _events.Add(start + length + Duration.FromMilliseconds(2), () =>
        {
            _isOut = false;
            _dark.Add((began, _now));
            Connect();
        });
    }

    /// <summary>The hive starts anew from what is written.</summary>
    public async Task RestartAsync()
    {
        _book = new MeterBook();
        _book.Open(await _store.OpenAsync());
    }

    public void ClearMeter() => _device.Outlets[0].ForgetEnergy(_now.ToDateTimeOffset());

    public void LoseClock() => _device.ClockError = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero) - _now.ToDateTimeOffset();

    public void SetClock() => _device.ClockError = TimeSpan.Zero;

    /// <summary>Somebody ends what the appliance does.</summary>
    public void Rest()
    {
        _watts = 0;
        Turn();
    }

    /// <summary>Another plug takes the place of this one; it counts from elsewhere.</summary>
    public void Swap()
    {
        Settle();
        _flowedBefore += WattHours;
        (_device, _session) = Bought(1);
        Turn();
    }

    /// <summary>Lives through it.</summary>
    public async Task LiveAsync(int days)
    {
        await RestartAsync();
        // And a little into the next one: the last look of a day is the first after it.
        var end = _zone.AtStartOfDay(_first.PlusDays(days)).ToInstant() + Duration.FromMinutes(10);
        for (var day = 0; day <= days; day++)
        {
            _events.Add(_zone.AtStartOfDay(_first.PlusDays(day)).ToInstant(), Midnight);
        }

        Appliance();
        Connect();
        while (_now < end)
        {
            var next = _events.Keys[0];
            while (!_isOut && NextLook is { } look && look < next)
            {
                _now = look;
                await LookAsync();
            }

            _now = next;
            var happens = _events.Values[0];
            _events.RemoveAt(0);
            happens();
        }

        await WriteAsync();
    }

    public async Task<ImmutableArray<EnergyBin>> ReadAsync(Instant from, Instant to, EnergyGrain grain) =>
        (await _store.ReadAsync(new ReadEnergy([Outlet], from, to, grain, _zone)))[Outlet];

    public void Dispose() => _session.Dispose();

    private double WattHours => _device.Outlets[0].Meter.Total.WattSeconds / 3600;

    private Instant? NextLook => PlugDecision.Next(_state, _now) switch
    {
        PlugEffect.WaitUntil wait => wait.When,
        PlugEffect.Nothing => null,
        _ => _now,
    };

    private (PlugDevice Device, PlugSession Session) Bought(int number)
    {
        var device = new PlugDevice(PlugModels.P110, DeviceIdentity.Of(7, number, 2), "Washer", [("Washer", 0)], _now.ToDateTimeOffset(), static _ => { });
        return (device, new PlugSession(new MeterChannel(device, () => _now), PlugTraits.Unknown));
    }

    private void Settle() => _device.Settle(_now.ToDateTimeOffset());

    // Runs of minutes to an hour at one load, with stand-by and times of being off between them.
    private void Appliance()
    {
        _watts = _random.Next(4) switch { 0 => 1.7, 1 => 38.4 + _random.Next(40), 2 => 480 + (_random.NextDouble() * 900), _ => 0 };
        Turn();
        _events.TryAdd(_now + Duration.FromSeconds(90 + (_random.NextDouble() * 3600)), Appliance);
    }

    private void Turn()
    {
        Settle();
        _device.Outlets[0].PlugIn(_watts, _now.ToDateTimeOffset());
        _device.Outlets[0].Move(_watts > 0, MovementCause.Button, _now.ToDateTimeOffset());
    }

    private void Midnight()
    {
        Settle();
        _midnights.Add(_flowedBefore + WattHours);
    }

    private void Connect()
    {
        var assignment = new PlugAssignment(
            Plug, Home, new PlugName("washer"), new PlugIdentity(_device.Identity.Mac), new AccountName("default"), OwnerHash.FromText(new string('0', 32)), new PlugAddress(System.Net.IPAddress.Loopback, 80),
            new TransportOffer(Transport.Klap, 80), PressPolicy.Follow, [new OutletAssignment(OutletSlot.Whole, null)], 1);
        _state = PlugState.Unassigned;
        Observe(new PlugFact.Assigned(assignment));
        var reading = _session.ReadAsync(CancellationToken.None).Result;
        Observe(new PlugFact.Connected(((Domain.Failures.Result<Domain.Readings.PlugReading>.Ok)reading).Value, Instant.MaxValue, null));
    }

    private async Task LookAsync()
    {
        var effect = PlugDecision.Next(_state, _now);
        if (effect is PlugEffect.WaitUntil)
        {
            return;
        }

        _state = PlugObservation.Observe(_state, new PlugFact.Began(effect), Policy, _now);
        switch (effect)
        {
            case PlugEffect.Read read:
                var metered = ((Domain.Failures.Result<MeteredReading>.Ok)await _session.ReadAsync(read.Meters, CancellationToken.None)).Value;
                Observe(new PlugFact.ReadingObserved(metered.Plug, metered.Energy));
                Looks++;
                break;
            case PlugEffect.FindMeters:
                var features = ((Domain.Failures.Result<Domain.Readings.PlugFeatures>.Ok)await _session.ReadFeaturesAsync(CancellationToken.None)).Value;
                Observe(new PlugFact.MetersFound([.. features.Outlets.Keys.Where(features.MeasuresEnergy)]));
                break;
            case PlugEffect.ReadSeries { Question: var question }:
                Questions++;
                var series = await _session.ReadSeriesAsync(question.Slot, question.From, question.To, new NodaTime.Testing.FakeClock(_now), CancellationToken.None);
                Observe(new PlugFact.SeriesRead(question, (series as Domain.Failures.Result<EnergySeries>.Ok)?.Value));
                _book.Take(new TelemetryItem.Recorded(Outlet, question, (series as Domain.Failures.Result<EnergySeries>.Ok)?.Value));
                break;
            default:
                throw new InvalidOperationException($"{effect} at {_now}");
        }

        if (_now - _written >= WriteEvery)
        {
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        _written = _now;
        if (_book.Cut(_now) is { } batch)
        {
            await _store.WriteAsync(batch, new Dictionary<HouseName, DateTimeZone> { [Home] = _zone });
        }
    }

    private void Observe(PlugFact fact)
    {
        _state = PlugObservation.Observe(_state, fact, Policy, _now);
        foreach (var (_, sample) in MeterLooks.Of(_state, fact, _now))
        {
            if (_book.Take(new TelemetryItem.Looked(Outlet, sample)) is { } question)
            {
                _state = PlugObservation.Observe(_state, new PlugFact.SeriesAsked(question), Policy, _now);
            }
        }
    }
}
