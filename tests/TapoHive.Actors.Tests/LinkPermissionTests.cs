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
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

/// <summary>A link shows a plug that counts attempts the account only where its house permits that very account.</summary>
public sealed class LinkPermissionTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly PlugId Lamp = new("lamp");

    [Fact]
    public async Task A_permission_for_the_account_of_before_is_none_for_the_one_of_now()
    {
        await using var plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of("tpap=1"),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.32.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = HiveHarness.Username,
            Password = HiveHarness.Password,
        });
        using var connector = new PlugConnector(new PlugConnectorOptions(), new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);
        var (plug, houses, admission) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var around = new PlugSurroundings(
            new StrongBox<IActorRef>(houses),
            ActorRefs.Nobody,
            admission,
            new HiveHarness.FixedVault(HiveHarness.Password),
            connector,
            SystemClock.Instance,
            new StrongBox<PlugPolicy>(PlugPolicy.Usual),
            NullLoggerFactory.Instance);
        var link = plug.ChildActorOf(ActorMaker.Props(() => new LinkActor(around)));
        var emulated = plugs.Plug(1);
        link.Tell(new OpenLink(
            1,
            Assignment(),
            new PlugEffect.Connect(emulated.Address, new TransportOffer(Transport.Tpap, emulated.Address.Port)),
            PlugTraits.Unknown,
            PlugHealth.Well,
            null));
        await admission.ExpectMsgAsync<AskAdmission>(Patience);
        link.Tell(new Admitted());
        var asked = await houses.ExpectMsgAsync<CredentialAsked>(Patience);

        link.Tell(new CredentialAnswered(Lamp, new CredentialFingerprint("fp-of-before"), CredentialPermission.Granted, ""));
        link.Tell(new CredentialAnswered(Lamp, asked.Fingerprint, CredentialPermission.Refused, "It was rejected elsewhere."));

        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Failed { Failure: { Kind: FailureKind.CredentialsRejected, Message: "It was rejected elsewhere." } }, Patience);
        Assert.DoesNotContain(emulated.Requests, request => request.Method == "pake_share");
    }

    private static PlugAssignment Assignment() => new(
        Lamp,
        HiveHarness.Home,
        new PlugName("lamp"),
        new PlugIdentity(),
        new AccountName("default"),
        OwnerHash.OfUser(HiveHarness.Username),
        null,
        null,
        PressPolicy.Follow,
        [],
        Revision: 1);
}
