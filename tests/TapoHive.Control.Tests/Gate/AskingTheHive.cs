using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Tests.Gate;

public sealed class AskingTheHive : GateSpec
{
    private static readonly HouseName Hillside = new("hillside");
    private static readonly HouseName Villa = new("villa");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e12)]
    [InlineData(1e300)]
    public async Task For_longer_than_a_year_or_no_time_nothing_is_switched(double seconds)
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();
        await using var reports = client.SwitchAsync(Switch(SwitchVerb.On, "lamp") with { ForSeconds = seconds }, Cancel).GetAsyncEnumerator(Cancel);

        var refused = await Assert.ThrowsAsync<HiveException>(async () => await reports.MoveNextAsync());

        Assert.Equal(HiveFailure.Invalid, refused.Failure);
        await Houses.ExpectNoMsgAsync(TimeSpan.Zero, Cancel);
    }

    [Fact]
    public async Task Ten_thousand_outlets_arrive_whole()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", Enumerable.Range(0, 10_000).Select(static i => $"plug-{i:D5}")));
        await using var client = await gate.EnterAsync();

        var status = await client.StatusAsync([], StatusScope.Everything, Cancel);

        Assert.Equal(10_000, status.Outlets.Length);
        Assert.Equal("plug-09999", status.Outlets[^1].Name);
    }

    [Fact]
    public async Task A_switch_is_followed_until_it_is_settled()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp", "heater"));
        await using var client = await gate.EnterAsync();
        await using var reports = client.SwitchAsync(Switch(SwitchVerb.On, "lamp", "heater") with { ForSeconds = 7200 }, Cancel).GetAsyncEnumerator(Cancel);

        var first = reports.MoveNextAsync();
        var command = await Houses.ExpectMsgAsync<SwitchOutlets>(cancellationToken: Cancel);
        Assert.Equal(("operator:local", "lamp,heater"), (command.Origin.Value, string.Join(',', command.Selectors)));
        Assert.Equal(Duration.FromHours(2), command.For);
        Houses.Reply(new RunAccepted(Hillside, Run(RunOutcome.Accepted, ("heater", OutletOutcome.Pending), ("lamp", OutletOutcome.Pending))));
        Assert.True(await first);
        Assert.Equal(("hillside/7", RunOutcome.Accepted, 2), (reports.Current.Run, reports.Current.Outcome, reports.Current.Outlets.Length));

        Houses.Reply(new RunProgressed(Hillside, Run(RunOutcome.Accepted, ("heater", OutletOutcome.Pending), ("lamp", OutletOutcome.Converged))));
        Assert.True(await reports.MoveNextAsync());
        Assert.Equal("heater Pending, lamp Converged", Said(reports.Current));

        Houses.Reply(new RunProgressed(Hillside, Run(RunOutcome.Partial, ("heater", OutletOutcome.Failed), ("lamp", OutletOutcome.Converged))));
        Assert.True(await reports.MoveNextAsync());
        Assert.Equal("heater Failed, lamp Converged", Said(reports.Current));
        Assert.Equal("dark", reports.Current.Outlets[0].Problem?.Code);
        Assert.False(await reports.MoveNextAsync());
    }

    [Fact]
    public async Task What_settles_within_a_pause_is_told_once()
    {
        await using var gate = await OpenAsync(new GateLimits { WatchPause = TimeSpan.FromHours(1) }, SampleHouse.View("hillside", "heater", "lamp"));
        await using var client = await gate.EnterAsync();
        var reports = client.SwitchAsync(Switch(SwitchVerb.On, "lamp", "heater"), Cancel).ToListAsync(Cancel).AsTask();

        await Houses.ExpectMsgAsync<SwitchOutlets>(cancellationToken: Cancel);
        Houses.Reply(new RunAccepted(Hillside, Run(RunOutcome.Accepted, ("heater", OutletOutcome.Pending), ("lamp", OutletOutcome.Pending))));
        Houses.Reply(new RunProgressed(Hillside, Run(RunOutcome.Accepted, ("heater", OutletOutcome.Pending), ("lamp", OutletOutcome.Converged))));
        Houses.Reply(new RunProgressed(Hillside, Run(RunOutcome.Converged, ("heater", OutletOutcome.Converged), ("lamp", OutletOutcome.Converged))));

        Assert.Equal("heater Converged, lamp Converged", Said(Assert.Single(await reports)));
    }

    [Fact]
    public async Task Who_does_not_wait_is_told_of_acceptance_only()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();
        var reports = client.SwitchAsync(Switch(SwitchVerb.Off, "lamp") with { Waiting = Waiting.ForAcceptance }, Cancel).ToListAsync(Cancel).AsTask();

        await Houses.ExpectMsgAsync<SwitchOutlets>(cancellationToken: Cancel);
        Houses.Reply(new RunAccepted(Hillside, Run(RunOutcome.Accepted, ("lamp", OutletOutcome.Pending))));

        Assert.Equal(RunOutcome.Accepted, Assert.Single(await reports).Outcome);
    }

    [Fact]
    public async Task A_refusal_of_the_house_reaches_the_operator_in_its_words()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();
        var reports = client.SwitchAsync(Switch(SwitchVerb.On, "lamp"), Cancel).ToListAsync(Cancel).AsTask();

        await Houses.ExpectMsgAsync<SwitchOutlets>(cancellationToken: Cancel);
        Houses.Reply(new Refused(RefusalReason.StorageUnavailable, "The disk is full. Make room."));

        var failure = await Assert.ThrowsAsync<HiveException>(() => reports);
        Assert.Equal((HiveFailure.Failed, "The disk is full. Make room."), (failure.Failure, failure.Message));
        await UntilAsync(() => gate.Log.Lines.Contains("705 Operator local: on lamp refused: The disk is full. Make room.", StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_houses_that_are_meant_both_run_and_what_one_refuses_is_not_hidden()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"), SampleHouse.View("villa", "lamp"));
        await using var client = await gate.EnterAsync();
        var reports = client.SwitchAsync(Switch(SwitchVerb.On, "lamp"), Cancel).ToListAsync(Cancel).AsTask();

        for (var i = 0; i < 2; i++)
        {
            var command = await Houses.ExpectMsgAsync<SwitchOutlets>(cancellationToken: Cancel);
            Houses.Reply(command.House == Villa
                ? new Refused(RefusalReason.StorageUnavailable, "The disk is full. Make room.")
                : new RunAccepted(Hillside, Run(RunOutcome.Converged, ("lamp", OutletOutcome.Converged))));
        }

        var last = (await reports)[^1];
        Assert.Equal(RunOutcome.Partial, last.Outcome);
        Assert.Equal("hillside/lamp Converged, villa/lamp Failed", string.Join(", ", last.Outlets.Select(static it => $"{it.FullName} {it.Outcome}")));
        Assert.Equal("storage-unavailable", last.Outlets[1].Problem?.Code);
    }

    [Fact]
    public async Task A_house_in_front_of_a_name_goes_to_that_house()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"), SampleHouse.View("villa", "lamp"));
        await using var client = await gate.EnterAsync();
        var released = client.ReleaseAsync(["villa/lamp"], Cancel);

        var command = await Houses.ExpectMsgAsync<ReleaseOutlets>(cancellationToken: Cancel);
        Houses.Reply(new Released(Villa, [new OutletName("lamp")]));

        Assert.Equal((Villa, "lamp"), (command.House, command.Selectors[0]));
        Assert.Equal(new OutletReference("lamp", "villa"), Assert.Single((await released).Released));
    }

    [Fact]
    public async Task A_house_that_does_not_answer_is_said_in_words()
    {
        await using var gate = await OpenAsync(new GateLimits { Answer = TimeSpan.FromMilliseconds(50) }, SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();

        var failure = await Assert.ThrowsAsync<HiveException>(() => client.RetryAsync(["lamp"], Cancel));

        Assert.Contains("did not answer in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_may_not_switch()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        var key = gate.LocalKey();
        await gate.Host.DisposeAsync();
        OperatorRegistry.Empty.With(new OperatorEntry("local", OperatorRole.View, key.PublicKey())).Write(gate.Folder.RegistryFile);
        await using var again = await GateHost.StartAsync(
            new HiveHandle(gate.Board, Houses, Discovery), new GateOptions(gate.Folder), gate.Log, Cancel);
        await using var client = await HiveClient.ConnectAsync(key, again.Address, RunningGate.Patience, Cancel);

        var failure = await Assert.ThrowsAsync<HiveException>(async () => await client.SwitchAsync(Switch(SwitchVerb.On, "lamp"), Cancel).ToListAsync(Cancel));

        Assert.Equal((HiveFailure.NotAllowed, "Operator 'local' may only view; this needs the role operate."), (failure.Failure, failure.Message));
        Assert.Single((await client.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        await UntilAsync(() => gate.Log.Lines.Any(static line => line.StartsWith("705 Operator local: on lamp refused", StringComparison.Ordinal))
                && gate.Log.Lines.Contains("704 Operator local: status -> 1 outlets", StringComparer.Ordinal));
    }

    [Fact]
    public async Task So_many_requests_at_a_time_and_no_more()
    {
        await using var gate = await OpenAsync(new GateLimits { RequestsEach = 1 }, SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();
        await using var watch = client.WatchAsync([], Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await watch.MoveNextAsync());

        var failure = await Assert.ThrowsAsync<HiveException>(() => client.StatusAsync([], StatusScope.Everything, Cancel));

        Assert.Contains("Wait for one to end", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_line_stays_in_its_line_of_the_audit()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();

        await Assert.ThrowsAsync<HiveException>(() => client.WhyAsync("lamp\n704 Operator local: on all -> fine", Cancel));

        Assert.All(gate.Log.Lines, static line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public async Task Discovery_listens_as_long_as_asked()
    {
        await using var gate = await OpenAsync();
        await using var client = await gate.EnterAsync();
        var report = client.DiscoverAsync(["192.0.2.0/24"], TimeSpan.FromSeconds(2), Cancel);

        var command = await Discovery.ExpectMsgAsync<Discover>(cancellationToken: Cancel);
        Discovery.Reply(new Discovered([]));

        Assert.Equal((Duration.FromSeconds(2), "192.0.2.0/24"), (command.Listen, command.Targets[0].Value));
        Assert.Empty((await report).Sightings);
    }

    private static SwitchRequest Switch(SwitchVerb verb, params ImmutableArray<string> selectors) =>
        new(0, verb, selectors, null, Holding.UntilNextOccurrence, 5, Waiting.ForProof);

    private static string Said(RunReport report) => string.Join(", ", report.Outlets.Select(static it => $"{it.Name} {it.Outcome}"));

    private static RunEvidence Run(RunOutcome outcome, params (string Name, OutletOutcome Outcome)[] outlets) => new(
        new RunId(7),
        "on",
        outcome,
        SampleHouse.Now,
        outcome == RunOutcome.Accepted ? null : SampleHouse.Now + Duration.FromSeconds(1),
        [
            .. outlets.Select(static it => new OutletEvidence(
                new OutletName(it.Name),
                PowerState.On,
                it.Outcome,
                SampleHouse.Now,
                1,
                it.Outcome == OutletOutcome.Failed ? new PlugProblem(FailureKind.Dark, "It does not answer. Look at it.", SampleHouse.Now) : null)),
        ]);
}
