using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>What becomes of looks between the inbox and a store that has its troubles.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Instant Noon = Instant.FromUtc(2026, 7, 10, 12, 0);
    private static readonly HouseOutlet Lamp = Outlet(1);
    private readonly ActorSystem _system = ActorSystem.Create("telemetry", "akka.loglevel = OFF");
    private readonly TelemetryInbox _inbox = new();
    private readonly KeptEnergy _kept = new();
    private readonly CollectedLog _log = new();

    [Fact]
    public async Task A_write_of_which_nobody_knows_whether_it_was_made_counts_once()
    {
        _kept.Doubtful = 2;
        var telemetry = Start();
        Look(0, 10);
        await UntilWrittenAsync(telemetry);
        Look(20);
        await UntilWrittenAsync(telemetry);
        Assert.Equal(1000 * 20 / 3600.0, _kept.WattHours(Lamp), 6);
        Assert.Equal(0, _kept.Lost);
    }

    [Fact]
    public async Task Forgetting_that_fails_disturbs_no_write()
    {
        var ready = new TaskCompletionSource();
        (_kept.RemembersAll, _kept.Ready) = (true, ready.Task);
        Look(0, 10);
        var telemetry = Start();
        var written = telemetry.Ask<object>(TelemetryActor.WriteAll.Instance, Patience);
        await UntilAsync(() => _log.Lines.Any(static line => line.Contains("could not be forgotten", StringComparison.Ordinal)));
        ready.SetResult();
        Assert.IsType<TelemetryActor.AllWritten>(await written);
        Look(20);
        await UntilWrittenAsync(telemetry);
        Assert.Equal(1000 * 20 / 3600.0, _kept.WattHours(Lamp), 6);
    }

    [Fact]
    public void A_week_in_which_nobody_looked_is_written_in_pieces_and_nothing_of_it_is_lost()
    {
        const int outlets = 80;
        var book = new MeterBook();
        for (var number = 0; number < outlets; number++)
        {
            book.Take(new TelemetryItem.Looked(Outlet(number), Sample(Noon, 0)));
            Assert.NotNull(book.Take(new TelemetryItem.Looked(Outlet(number), Sample(Noon + Duration.FromDays(7), 16_800))));
        }

        var (energy, filled) = (EnergyAmount.Zero, Duration.Zero);
        var batches = 0;
        while (book.Cut(Noon + Duration.FromDays(7)) is { } batch)
        {
            batches++;
            Assert.Equal(0, batch.Lost);
            Assert.InRange(batch.Minutes.Length, 0, 60_000);
            energy = batch.Minutes.Aggregate(energy, static (sum, minute) => sum + minute.Bin.Energy);
            filled = batch.Minutes.Aggregate(filled, static (sum, minute) => sum + minute.Bin.Filled);
        }

        Assert.InRange(batches, 2, 100);
        Assert.Equal((16_800.0 * outlets, Duration.FromDays(7 * outlets)), (energy.WattHours, filled));
        Assert.False(book.IsBehind);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private static HouseOutlet Outlet(int number) => new(HiveHarness.Home, new OutletKey(new PlugId($"plug-{number}"), OutletSlot.Whole));

    private static EnergySample Sample(Instant at, long month) => new(
        Mac.Parse("00-00-5E-00-53-01"), at, Duration.FromSeconds(15), Power.FromWatts(100), Month: new ElectricEnergy(month), PlugTime: at.InUtc().LocalDateTime);

    private IActorRef Start() => _system.ActorOf(Props.Create(() => new TelemetryActor(_kept.Options, _inbox, new HouseBoard(), ActorRefs.Nobody, SystemClock.Instance, _log)));

    private void Look(params int[] seconds)
    {
        foreach (var second in seconds)
        {
            _inbox.Add(new TelemetryItem.Looked(Lamp, new EnergySample(Mac.Parse("00-00-5E-00-53-01"), Noon + Duration.FromSeconds(second), Duration.FromSeconds(15), Power.FromWatts(1000))));
        }
    }

    private static async Task UntilWrittenAsync(IActorRef telemetry)
    {
        object answer;
        do
        {
            answer = await telemetry.Ask<object>(TelemetryActor.WriteAll.Instance, Patience);
            await Task.Yield();
        }
        while (answer is Refused);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, giveUp.Token);
        }
    }
}
