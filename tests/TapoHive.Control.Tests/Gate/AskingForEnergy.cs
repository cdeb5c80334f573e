using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Tests.Gate;

public sealed class AskingForEnergy : GateSpec
{
    private static readonly HouseView View = SampleHouse.View("hillside", Enumerable.Range(0, 3_000).Select(static number => $"p{number}"));
    private static readonly EnergyRequest LastHour = new(0, [], EnergySpan.Since, "2026-11-23T11:00:00Z", By: EnergyScale.Minute);
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("tapohive-gate-").FullName);

    private Akka.TestKit.TestProbe Telemetry => field ??= CreateTestProbe();

    [Fact]
    public async Task Outlets_that_do_not_measure_have_no_figures_to_be_too_many()
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var told = client.EnergyAsync(LastHour, Cancel);

        var which = await Telemetry.ExpectMsgAsync<ReadEnergy>(cancellationToken: Cancel);
        Assert.Equal(3_000, which.Outlets.Length);
        Telemetry.Reply(new EnergyPast([Meter(which.Outlets[7])]));
        var question = await Telemetry.ExpectMsgAsync<ReadEnergy>(cancellationToken: Cancel);
        Assert.Equal((which.Outlets[7], SampleHouse.Now - Duration.FromHours(1), SampleHouse.Now), (Assert.Single(question.Outlets), question.From, question.To));
        Telemetry.Reply(new EnergyPast([Meter(which.Outlets[7])]));

        Assert.Equal(60, Assert.Single((await told).Outlets).Points.Length);
    }

    [Fact]
    public async Task More_figures_than_anybody_reads_are_refused_in_words()
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var told = client.EnergyAsync(LastHour, Cancel);

        var which = await Telemetry.ExpectMsgAsync<ReadEnergy>(cancellationToken: Cancel);
        Telemetry.Reply(new EnergyPast([.. which.Outlets.Select(static outlet => Meter(outlet))]));

        Assert.Contains("more than 33 figures", (await Assert.ThrowsAsync<HiveException>(() => told)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_present_is_asked_for_once()
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var told = client.EnergyAsync(new EnergyRequest(0, [], EnergySpan.Now), Cancel);

        var which = await Telemetry.ExpectMsgAsync<ReadEnergy>(cancellationToken: Cancel);
        Telemetry.Reply(new EnergyPast([Meter(which.Outlets[7])]));

        Assert.Equal(60.5, Assert.Single((await told).Outlets).NowWatts);
    }

    protected override void AfterAll()
    {
        Directory.Delete(_folder.Path, recursive: true);
        base.AfterAll();
    }

    private static OutletEnergy Meter(HouseOutlet outlet) =>
        new(outlet, new EnergySample(Mac.Parse("00-00-5E-00-53-01"), SampleHouse.Now, Duration.FromSeconds(15), new Power(60_500)), []);

    private async Task<GateHost> OpenAsync()
    {
        var board = new HouseBoard();
        board.Publish(View);
        return await GateHost.StartAsync(
            new HiveHandle(board, Houses, Discovery) { Telemetry = Telemetry }, new GateOptions(_folder) { Clock = new FakeClock(SampleHouse.Now) }, new LogSink(), Cancel);
    }

    private Task<HiveClient> EnterAsync(GateHost gate) =>
        HiveClient.ConnectAsync(OperatorKey.Read(_folder.LocalOperatorFile), gate.Address, RunningGate.Patience, Cancel);
}
