using System.Net;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
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
        await using var plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of("klap=1"),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.31.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = HiveHarness.Username,
            Password = HiveHarness.Password,
        });
        var (plug, house, keys) = (plugs.Plugs[0], CreateTestProbe(), new RsaKeyRing());
        using var connector = new PlugConnector(new PlugConnectorOptions(), keys, SystemClock.Instance, TimeProvider.System);
        var id = new PlugId(plug.Mac.ToString());
        house.IgnoreMessages(static message => message is CredentialTested);
        var actor = Sys.ActorOf(ActorMaker<PlugActor>.Props(() => new PlugActor(id, new PlugSurroundings(
            new StrongBox<IActorRef>(house),
            ActorRefs.Nobody,
            Sys.ActorOf(Props.Create(() => new OpenDoor())),
            new HiveHarness.FixedVault(HiveHarness.Password),
            connector,
            SystemClock.Instance,
            new StrongBox<PlugPolicy>(PlugPolicy.Usual with { InspectAfter = null }),
            NullLoggerFactory.Instance))));
        actor.Tell(new Own(Assign(1, null)), house);
        await UntilLoggedInAsync();
        if (sessionIsLost)
        {
            plug.ForgetSessions();
        }

        actor.Tell(new Own(Assign(2, new Desired(wanted, 2))), house);

        // Nothing is acknowledged from here on: what counts would wait for ever behind a report on the way there.
        var first = await house.ExpectMsgAsync<PlugReported>(Patience);
        Assert.Equal((2L, wanted), (first.Report.Outlets.Single().ProvenRevision, first.Report.Outlets.Single().State));
        Assert.Equal(wanted, plug.Outlets[0].Power);

        PlugAssignment Assign(long revision, Desired? desired) => new(
            id, Home, new PlugName("lamp"), new PlugIdentity(plug.Mac), new AccountName("default"), OwnerHash.FromText(new string('0', 32)), plug.Address,
            new TransportOffer(Transport.Klap, plug.Address.Port), PressPolicy.Follow, [new OutletAssignment(OutletSlot.Whole, desired)], revision);

        async Task UntilLoggedInAsync()
        {
            PlugReported told;
            do
            {
                told = await house.ExpectMsgAsync<PlugReported>(Patience);
                actor.Tell(new ReportTaken(id, told.Report.Number, told.Report.Presses.Length), house);
            }
            while (told.Report.Phase != SessionPhase.LoggedIn);
        }
    }

    private sealed class OpenDoor : ReceiveActor
    {
        public OpenDoor()
        {
            Receive<AskAdmission>(_ => Sender.Tell(new Admitted()));
            Receive<AdmissionReturned>(static _ => { });
        }
    }
}
