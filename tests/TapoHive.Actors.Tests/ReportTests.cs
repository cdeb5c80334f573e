using System.Net;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

public sealed class ReportTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HouseName Home = new("home");

    public static TheoryData<PowerState, bool> Wishes => new() { { PowerState.Off, false }, { PowerState.On, false }, { PowerState.On, true } };

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task What_a_house_hears_first_of_a_wish_is_its_proof(PowerState wanted, bool sessionIsLost)
    {
        await using var plugs = await StartAsync("klap=1");
        using var connector = Connector();
        var (plug, house) = (plugs.Plugs[0], House());
        var actor = Begin(plug, house, connector);
        await LogInAsync(plug, house, actor);
        if (sessionIsLost)
        {
            plug.ForgetSessions();
        }

        actor.Tell(new Own(Assign(plug, 2, new Desired(wanted, 2))), house);

        // Nothing is acknowledged from here on: what counts would wait for ever behind a report on the way there.
        var first = await house.ExpectMsgAsync<PlugReported>(Patience);
        Assert.Equal((2L, wanted), (first.Report.Outlets.Single().ProvenRevision, first.Report.Outlets.Single().State));
        Assert.Equal(wanted, plug.Outlets[0].Power);
    }

    [Fact]
    public async Task What_an_outlet_shows_does_not_wait_for_the_timer_that_its_proof_needs()
    {
        await using var plugs = await StartAsync("klap=1");
        using var connector = Connector();
        var (plug, house) = (plugs.Plugs[0], House());
        var actor = Begin(plug, house, connector);
        await LogInAsync(plug, house, actor);
        plug.Inject(new Fault.Delay(TimeSpan.FromMinutes(10)), new FaultScope(Method: "add_countdown_rule"));

        actor.Tell(new Own(Assign(plug, 2, new Desired(PowerState.On, 2), Duration.FromHours(1))), house);

        // Less than a link waits for an answer.
        var first = await house.ExpectMsgAsync<PlugReported>(TimeSpan.FromSeconds(25));
        Assert.Equal((PowerState.On, 0L), (first.Report.Outlets.Single().State, first.Report.Outlets.Single().ProvenRevision));
    }

    [Fact]
    public async Task What_a_house_did_not_take_before_it_ended_is_told_to_the_one_that_comes_after_it()
    {
        await using var plugs = await StartAsync("klap=1");
        using var connector = Connector();
        var (plug, former, next) = (plugs.Plugs[0], House(), House());
        var actor = Begin(plug, former, connector);
        await LogInAsync(plug, former, actor);
        plug.Press();
        actor.Tell(new ReadNow(new PlugId(plug.Mac.ToString()), Home));
        var untaken = await UntilAsync(former, actor, static report => !report.Presses.IsEmpty);
        var press = Assert.Single(untaken.Presses);
        Watch(former.Ref);
        Sys.Stop(former.Ref);
        await ExpectTerminatedAsync(former.Ref, Patience);

        actor.Tell(new Own(Assign(plug, 1, null)), next);

        var told = await next.ExpectMsgAsync<PlugReported>(Patience);
        Assert.Equal(press, Assert.Single(told.Report.Presses));
        Assert.True(told.Report.Number > untaken.Number);

        // What the former one says late is no answer to it.
        actor.Tell(new ReportTaken(untaken.Id, untaken.Number, 1), former.Ref);
        actor.Tell(new Own(Assign(plug, 1, null)), next);
        Assert.Equal(press, Assert.Single((await next.ExpectMsgAsync<PlugReported>(Patience)).Report.Presses));
    }

    private static Task<EmulatedHouse> StartAsync(string mix) => EmulatedHouse.StartAsync(new HouseOptions
    {
        Mix = Mix.Of(mix),
        Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.31.0.0/16"), 0),
        DiscoveryPort = 0,
        Username = HiveHarness.Username,
        Password = HiveHarness.Password,
    });

    private static PlugConnector Connector() =>
        new(new PlugConnectorOptions { RequestTimeout = Duration.FromMinutes(10) }, new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);

    private static PlugAssignment Assign(EmulatedPlug plug, long revision, Desired? desired, Duration? maxOn = null) => new(
        new PlugId(plug.Mac.ToString()), Home, new PlugName("lamp"), new PlugIdentity(plug.Mac), new AccountName("default"), OwnerHash.FromText(new string('0', 32)),
        plug.Address, new TransportOffer(Transport.Klap, plug.Address.Port), PressPolicy.Follow, [new OutletAssignment(OutletSlot.Whole, desired, maxOn)], revision);

    private static async Task LogInAsync(EmulatedPlug plug, TestProbe house, IActorRef actor)
    {
        actor.Tell(new Own(Assign(plug, 1, null)), house);
        Take(await UntilAsync(house, actor, static report => report.Phase == SessionPhase.LoggedIn), actor, house);
    }

    // What comes before is taken.
    private static async Task<PlugReport> UntilAsync(TestProbe house, IActorRef actor, Func<PlugReport, bool> condition)
    {
        while (true)
        {
            var report = (await house.ExpectMsgAsync<PlugReported>(Patience)).Report;
            if (condition(report))
            {
                return report;
            }

            Take(report, actor, house);
        }
    }

    private static void Take(PlugReport report, IActorRef actor, IActorRef house) => actor.Tell(new ReportTaken(report.Id, report.Number, report.Presses.Length), house);

    private TestProbe House()
    {
        var house = CreateTestProbe();
        house.IgnoreMessages(static message => message is CredentialTested);
        return house;
    }

    private IActorRef Begin(EmulatedPlug plug, IActorRef house, PlugConnector connector)
    {
        var id = new PlugId(plug.Mac.ToString());
        return Sys.ActorOf(ActorMaker.Props(() => new PlugActor(id, new PlugSurroundings(
            new StrongBox<IActorRef>(house),
            ActorRefs.Nobody,
            new AdmissionDesk(new AdmissionLimits()),
            new HiveHarness.FixedVault(HiveHarness.Password),
            connector,
            SystemClock.Instance,
            new StrongBox<PlugPolicy>(PlugPolicy.Usual with { InspectAfter = null }),
            NullLoggerFactory.Instance))));
    }
}
