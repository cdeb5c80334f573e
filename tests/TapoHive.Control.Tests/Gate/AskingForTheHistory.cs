using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.History;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Tests.Gate;

public sealed class AskingForTheHistory : GateSpec
{
    private static readonly HouseName Hillside = new("hillside");
    private static readonly HouseView View = SampleHouse.View("hillside", "lamp", "heater");
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("tapohive-gate-").FullName);

    private Akka.TestKit.TestProbe History => field ??= CreateTestProbe();

    [Fact]
    public async Task Pages_larger_than_a_frame_arrive_whole_and_in_turn()
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var told = client.HistoryAsync([], "2026-11-22", null, Cancel).ToListAsync(Cancel).AsTask();

        var first = await History.ExpectMsgAsync<ReadHistory>(cancellationToken: Cancel);
        Assert.Null(Assert.Single(first.Scopes).Outlets);
        Assert.Equal((Instant.FromUtc(2026, 11, 22, 0, 0), SampleHouse.Now + Duration.FromSeconds(1)), (first.Since, first.Until));
        var lines = Enumerable.Range(0, 1_000).Select(number => Line(number, new string('x', 300))).ToList();
        History.Reply(new HistoryPage([.. lines], lines[^1].Place));
        var second = await History.ExpectMsgAsync<ReadHistory>(cancellationToken: Cancel);
        Assert.Equal(lines[^1].Place, second.After);
        History.Reply(new HistoryPage([Line(1_000, "the last one")], null));

        var pages = await told;
        Assert.Equal(1_001, pages.Sum(static page => page.Events.Length));
        Assert.Equal(("lamp", "intent", "on", "operator:anna", "hillside"), (pages[1].Events[0].Outlet, pages[1].Events[0].What, pages[1].Events[0].To, pages[1].Events[0].Origin, pages[1].Events[0].House));
        Assert.Equal("Europe/London", Assert.Single(pages[0].Houses).TimeZone);
    }

    [Fact]
    public async Task Selectors_are_the_outlets_they_mean()
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var told = client.HistoryAsync(["heater"], "2026-11-22", "2026-11-23", Cancel).ToListAsync(Cancel).AsTask();

        var question = await History.ExpectMsgAsync<ReadHistory>(cancellationToken: Cancel);
        Assert.Equal([View.State.OutletsByName[new OutletName("heater")]], Assert.Single(question.Scopes).Outlets!.Value);
        History.Reply(new HistoryPage([], null));
        Assert.Empty(Assert.Single(await told).Events);
    }

    [Fact]
    public async Task The_past_of_an_outlet_is_asked_on_the_clock_of_its_house()
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var told = client.WhyAsync("lamp", "03:12", Cancel);

        var question = await History.ExpectMsgAsync<ReadPast>(cancellationToken: Cancel);
        Assert.Equal((Hillside, View.State.OutletsByName[new OutletName("lamp")], Instant.FromUtc(2026, 11, 23, 3, 12)), (question.House, question.Outlet, question.At));
        History.Reply(new OutletPast(null, [], [], null));
        Assert.Equal("Nothing is known of lamp: the history has no word about it.", (await told).Advice);
    }

    [Theory]
    [InlineData("lamp", "2027-01-01", HiveFailure.Invalid, "has not been yet")]
    [InlineData("lamp", "soon", HiveFailure.Invalid, "is no moment")]
    [InlineData("all", "03:12", HiveFailure.Invalid, "is about one")]
    [InlineData("lapm", "03:12", HiveFailure.NothingMatched, "lapm")]
    public async Task What_makes_no_sense_is_refused_in_words(string outlet, string at, HiveFailure failure, string words)
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var refused = await Assert.ThrowsAsync<HiveException>(() => client.WhyAsync(outlet, at, Cancel));
        Assert.Equal(failure, refused.Failure);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_history_refuses_reaches_the_operator_in_its_words()
    {
        await using var gate = await OpenAsync();
        await using var client = await EnterAsync(gate);
        var told = client.WhyAsync("lamp", "03:12", Cancel);
        await History.ExpectMsgAsync<ReadPast>(cancellationToken: Cancel);
        History.Reply(new Refused(RefusalReason.StorageUnavailable, "The history cannot be written: the disk is full."));
        Assert.Equal("The history cannot be written: the disk is full.", (await Assert.ThrowsAsync<HiveException>(() => told)).Message);
    }

    protected override void AfterAll()
    {
        Directory.Delete(_folder.Path, recursive: true);
        base.AfterAll();
    }

    private static HistoryLine Line(int number, string detail) => new(Hillside, number, 0, new HistoryEntry(
        SampleHouse.Now, new PlugId("a"), OutletSlot.Whole, "lamp", "intent", null, "on", Origin.Operator("anna"), null, detail));

    private async Task<GateHost> OpenAsync()
    {
        var board = new HouseBoard();
        board.Publish(View);
        return await GateHost.StartAsync(
            new HiveHandle(board, Houses, Discovery) { History = History }, new GateOptions(_folder) { Clock = new FakeClock(SampleHouse.Now) }, new LogSink(), Cancel);
    }

    private Task<HiveClient> EnterAsync(GateHost gate) =>
        HiveClient.ConnectAsync(OperatorKey.Read(_folder.LocalOperatorFile), gate.Address, RunningGate.Patience, Cancel);
}
