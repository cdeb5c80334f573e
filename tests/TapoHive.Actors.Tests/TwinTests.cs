using System.Collections.Immutable;
using System.Net;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

/// <summary>A device is commanded as one plug of a house, whatever address the file gives for another.</summary>
public sealed class TwinTests() : TestKit("akka.loglevel = OFF\nakka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OwnEvery = TimeSpan.FromSeconds(60);
    private static readonly HouseName Home = new("home");
    private static readonly AccountName Account = new("default");
    private static readonly Mac Lamp = Mac.Parse("00-00-5E-00-53-01");

    [Fact]
    public async Task A_plug_at_whose_address_another_of_the_house_answers_is_left_for_a_while()
    {
        var (plugs, board, clock) = (CreateTestProbe(), new HouseBoard(), new FakeClock(Instant.FromUtc(2026, 1, 5, 8, 0)));
        var surroundings = new HouseSurroundings(
            plugs, CreateTestProbe(), new HiveHarness.FixedVault("password"), board, clock, NullLoggerFactory.Instance);
        var house = Sys.ActorOf(ActorMaker.Props(() => new HouseActor(Home, surroundings)));
        await house.Ask<HouseAccepted>(new ApplyHouse(Define(), "test.conf", "1"), Patience, TestContext.Current.CancellationToken);
        var desk = (await ToldAsync(plugs, 2)).Single(static plug => plug.Name.Value == "desk");

        house.Tell(new PlugReported(Home, new PlugReport(
            desk.Id, 1, clock.GetCurrentInstant(), SessionPhase.Unpaired, null, new PlugIdentity(Lamp), desk.Address, null, "", "", "", null, null, null, [], null, null, [])));
        Assert.Equal(desk.Id, (await plugs.ExpectMsgAsync<Forget>(Patience, cancellationToken: TestContext.Current.CancellationToken)).Plug);

        // The write is asked for by the first of these, and done by the second.
        await DoneAsync(house);
        await DoneAsync(house);
        Assert.Equal(FailureKind.WrongDevice, board.Views[Home].State.Plugs[desk.Id].Problem?.Kind);
        Assert.Null(board.Views[Home].State.Plugs[desk.Id].Identity.Mac);

        Pass(OwnEvery);
        Assert.Equal("lamp", (await ToldAsync(plugs, 1))[0].Name.Value);
        await DoneAsync(house);
        Assert.False(plugs.HasMessages);

        // Whether the other is still there only a try can tell.
        clock.AdvanceMinutes(15);
        Pass(OwnEvery);
        Assert.Contains(await ToldAsync(plugs, 2), static plug => plug.Name.Value == "desk");
    }

    private static HouseDefinition Define() => new(
        Home,
        "Europe/London",
        [new AccountDefinition(Account, "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
        DiscoveryDefinition.Usual,
        PressPolicy.Follow,
        [Define("lamp") with { Mac = Lamp }, Define("desk") with { Host = new PlugAddress(IPAddress.Parse("192.0.2.31"), 80) }]);

    private static PlugDefinition Define(string name) => new(new PlugName(name), null, null, null, Account, null, [], Protect.No, null, null, []);

    private static async Task<ImmutableArray<PlugAssignment>> ToldAsync(TestProbe plugs, int count)
    {
        var told = ImmutableArray.CreateBuilder<PlugAssignment>();
        while (told.Count < count)
        {
            told.Add((await plugs.ExpectMsgAsync<Own>(Patience, cancellationToken: TestContext.Current.CancellationToken)).Assignment);
        }

        return told.ToImmutable();
    }

    // Answered behind all that came before, and behind a write that is under way.
    private static async Task DoneAsync(IActorRef house) =>
        await house.Ask<Refused>(new CancelRun(Home, new RunId(999), Origin.Operator("test")), Patience, TestContext.Current.CancellationToken);

    private void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);
}
