using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Tests.Gate;

public sealed class TestingAlerts : GateSpec
{
    private static readonly HouseName Hillside = new("hillside");
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("tapohive-gate-").FullName);

    private Akka.TestKit.TestProbe Alerts => field ??= CreateTestProbe();

    [Fact]
    public async Task What_became_of_each_message_is_told()
    {
        await using var gate = await GateHost.StartAsync(
            new HiveHandle(new HouseBoard(), Houses, Discovery) { Alerts = Alerts }, new GateOptions(_folder) { Clock = new FakeClock(SampleHouse.Now) }, new LogSink(), Cancel);
        await using var client = await HiveClient.ConnectAsync(OperatorKey.Read(_folder.LocalOperatorFile), gate.Address, RunningGate.Patience, Cancel);
        var told = client.TestAlertsAsync("hillside", Cancel);

        Assert.Equal(Hillside, (await Alerts.ExpectMsgAsync<TestAlerts>(cancellationToken: Cancel)).House);
        Alerts.Reply(new AlertsTested(
        [
            new AlertTest(Hillside, AlertChannel.Webhook, "https://hooks.example.com/", null, 12),
            new AlertTest(Hillside, AlertChannel.Command, "/bin/tell", "It ended with 3.", 7),
        ]));

        var report = await told;
        Assert.Equal(("hillside", "webhook", true, null), (report.Messages[0].House, report.Messages[0].Channel, report.Messages[0].Arrived, report.Messages[0].Problem));
        Assert.Equal(("command", false, "It ended with 3."), (report.Messages[1].Channel, report.Messages[1].Arrived, report.Messages[1].Problem));
    }

    protected override void AfterAll()
    {
        Directory.Delete(_folder.Path, recursive: true);
        base.AfterAll();
    }
}
