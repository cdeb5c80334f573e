using System.Net;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

/// <summary>A plug uses its session itself, and its link may end it at any time.</summary>
public sealed class OpenSessionTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_is_asked_of_a_session_that_was_ended_fails_and_never_reaches_the_plug()
    {
        await using var plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of("klap=1"),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.33.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = HiveHarness.Username,
            Password = HiveHarness.Password,
        });
        using var connector = new PlugConnector(new PlugConnectorOptions(), new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);
        var (plug, admission) = (CreateTestProbe(), CreateTestProbe());
        var around = new PlugSurroundings(
            new StrongBox<IActorRef>(ActorRefs.Nobody),
            ActorRefs.Nobody,
            admission,
            new HiveHarness.FixedVault(HiveHarness.Password),
            connector,
            SystemClock.Instance,
            new StrongBox<PlugPolicy>(PlugPolicy.Usual),
            NullLoggerFactory.Instance);
        var link = plug.ChildActorOf(ActorMaker.Props(() => new LinkActor(around)));
        var emulated = plugs.Plug(1);
        link.Tell(Open(1));
        await admission.ExpectMsgAsync<AskAdmission>(Patience);
        link.Tell(new Admitted());
        var opened = Assert.IsType<LinkFact>(await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Connected, Patience));
        var session = Assert.IsType<OpenSession>(opened.Session);
        session.CarryOut(new PlugEffect.Read(), null, plug);
        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.ReadingObserved, Patience);
        var requests = emulated.Requests.Count;

        link.Tell(CloseLink.Instance);

        // Whoever asks for admission again has ended the session before.
        link.Tell(Open(2));
        await admission.FishForMessageAsync<AskAdmission>(static _ => true, Patience);
        session.CarryOut(new PlugEffect.Read(), null, plug);

        var failed = await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Failed, Patience);
        Assert.Equal((1, FailureKind.SessionLost), (failed.Attempt, ((PlugFact.Failed)failed.Fact).Failure.Kind));
        Assert.Equal(requests, emulated.Requests.Count);

        OpenLink Open(long attempt) => new(
            attempt,
            new PlugAssignment(
                new PlugId("lamp"),
                HiveHarness.Home,
                new PlugName("lamp"),
                new PlugIdentity(),
                new AccountName("default"),
                OwnerHash.OfUser(HiveHarness.Username),
                null,
                null,
                PressPolicy.Follow,
                [],
                Revision: 1),
            new PlugEffect.Connect(emulated.Address, new TransportOffer(Transport.Klap, emulated.Address.Port)),
            PlugTraits.Unknown,
            PlugHealth.Well,
            null);
    }
}
