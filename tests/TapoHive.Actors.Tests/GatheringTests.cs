using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

/// <summary>When a house writes down what plugs report.</summary>
public sealed class GatheringTests() : TestKit("akka.loglevel = OFF\nakka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly HouseName Home = new("home");
    private static readonly AccountName Account = new("default");
    private TestProbe? _plugs;

    [Fact]
    public async Task What_a_plug_reports_is_written_after_a_moment()
    {
        var (house, told) = await BeginAsync(1);
        var reporter = CreateTestProbe();

        house.Tell(ReportOf(told[0]), reporter);
        await DoneAsync(house);
        Assert.False(reporter.HasMessages);
        Pass(Gathering);

        await TakenAsync(reporter);
    }

    [Fact]
    public async Task As_long_as_the_plugs_of_a_run_report_it_is_gathered_and_the_last_one_ends_it_at_once()
    {
        var (house, _) = await BeginAsync(3);
        var (asker, told) = await SwitchAsync(house, 3);
        var reporter = CreateTestProbe();
        foreach (var plug in told.Take(2))
        {
            house.Tell(ReportOf(plug), reporter);
            await DoneAsync(house);
            Pass(Gathering);
            await DoneAsync(house);
            Assert.False(reporter.HasMessages);
        }

        // Nobody else came.
        Pass(Gathering);
        await TakenAsync(reporter);
        await TakenAsync(reporter);

        house.Tell(ReportOf(told[2]), reporter);
        Assert.Equal(RunOutcome.Converged, (await asker.ExpectMsgAsync<RunProgressed>(Patience, cancellationToken: TestContext.Current.CancellationToken)).Run.Outcome);
        await TakenAsync(reporter);
    }

    [Fact]
    public async Task Reports_without_end_are_written_after_half_a_second()
    {
        const int plugs = 20;
        var (house, _) = await BeginAsync(plugs);
        var (_, told) = await SwitchAsync(house, plugs);
        var reporter = CreateTestProbe();
        var passed = 0;
        while (!reporter.HasMessages && passed < plugs - 1)
        {
            house.Tell(ReportOf(told[passed++]), reporter);
            await DoneAsync(house);
            Pass(Gathering);
            await DoneAsync(house);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(500), passed * Gathering);
    }

    private async Task<(IActorRef House, ImmutableArray<PlugAssignment> Told)> BeginAsync(int plugs)
    {
        var heard = CreateTestProbe();
        _plugs = heard;
        var surroundings = new HouseSurroundings(
            heard, CreateTestProbe(), new HiveHarness.FixedVault("password"), new HouseBoard(), SystemClock.Instance, NullLoggerFactory.Instance);
        var house = Sys.ActorOf(ActorMaker.Props(() => new HouseActor(Home, surroundings)));
        var definition = new HouseDefinition(
            Home,
            "Europe/London",
            [new AccountDefinition(Account, "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
            new DiscoveryDefinition([DiscoveryTarget.FromText("127.255.255.255")], Duration.FromSeconds(5), Adoption.Ask, 20002),
            PressPolicy.Follow,
            [.. Enumerable.Range(1, plugs).Select(static number => new PlugDefinition(
                new PlugName($"p{number}"), Mac.Parse($"00-00-5E-00-53-{number:X2}"), null, null, Account, null, [], Protect.No, null, null, []))]);
        await house.Ask<HouseAccepted>(new ApplyHouse(definition, "test.conf", "1"), Patience, TestContext.Current.CancellationToken);
        return (house, await ToldAsync(plugs));
    }

    private async Task<(TestProbe Asker, ImmutableArray<PlugAssignment> Told)> SwitchAsync(IActorRef house, int plugs)
    {
        var asker = CreateTestProbe();
        house.Tell(new SwitchOutlets(Home, SwitchVerb.On, ["all"], Origin.Operator("test"), null, Holding.UntilNextOccurrence, Duration.FromHours(1)), asker);
        await asker.ExpectMsgAsync<RunAccepted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        return (asker, await ToldAsync(plugs));
    }

    private async Task<ImmutableArray<PlugAssignment>> ToldAsync(int plugs)
    {
        var told = ImmutableArray.CreateBuilder<PlugAssignment>();
        while (told.Count < plugs)
        {
            told.Add((await _plugs!.ExpectMsgAsync<Own>(Patience, cancellationToken: TestContext.Current.CancellationToken)).Assignment);
        }

        return told.ToImmutable();
    }

    private static PlugReported ReportOf(PlugAssignment plug)
    {
        var (now, revision) = (SystemClock.Instance.GetCurrentInstant(), plug.Outlets[0].Desired?.Revision ?? 0);
        return new PlugReported(Home, new PlugReport(
            plug.Id, 1, now, SessionPhase.LoggedIn, null, plug.Identity, null, null, "P110", "1.0", "", null, now, now,
            [new OutletReport(OutletSlot.Whole, "", PowerState.On, Protection.None, revision, now, 1, revision, null)],
            null, null, []));
    }

    // Answered behind all that came before, and behind a write that is under way.
    private static async Task DoneAsync(IActorRef house) =>
        await house.Ask<Refused>(new CancelRun(Home, new RunId(999), Origin.Operator("test")), Patience, TestContext.Current.CancellationToken);

    private static async Task TakenAsync(TestProbe reporter) =>
        await reporter.ExpectMsgAsync<ReportTaken>(Patience, cancellationToken: TestContext.Current.CancellationToken);

    private void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);
}
