using System.Net;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

/// <summary>One emulated plug, and all that a link to it needs; the actors around it are the test's.</summary>
internal sealed class LinkStage : IAsyncDisposable
{
    public static readonly PlugId Lamp = new("lamp");

    private readonly EmulatedHouse _plugs;
    private readonly Transport _transport;
    private readonly PlugSurroundings _around;
    private readonly PlugConnector _connector = new(new PlugConnectorOptions(), new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);

    private LinkStage(EmulatedHouse plugs, Transport transport, IActorRef houses)
    {
        (_plugs, _transport) = (plugs, transport);
        _around = new PlugSurroundings(
            new StrongBox<IActorRef>(houses),
            ActorRefs.Nobody,
            new AdmissionDesk(new AdmissionLimits(1, 1)),
            new HiveHarness.FixedVault(HiveHarness.Password),
            _connector,
            SystemClock.Instance,
            new StrongBox<PlugPolicy>(PlugPolicy.Usual),
            NullLoggerFactory.Instance);
    }

    public EmulatedPlug Emulated => _plugs.Plug(1);

    public static async Task<LinkStage> StartAsync(Transport transport, string network, IActorRef houses) => new(
        await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of(transport == Transport.Tpap ? "tpap=1" : "klap=1"),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse(network), 0),
            DiscoveryPort = 0,
            Username = HiveHarness.Username,
            Password = HiveHarness.Password,
        }),
        transport,
        houses);

    /// <summary>A link to the plug that is not opened yet.</summary>
    public Link NewLink(IActorRef plug) => new(
        _around,
        new PlugAssignment(
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
            Revision: 1),
        new PlugEffect.Connect(Emulated.Address, new TransportOffer(_transport, Emulated.Address.Port)),
        PlugTraits.Unknown,
        PlugHealth.Well,
        plug);

    public async ValueTask DisposeAsync()
    {
        _connector.Dispose();
        await _plugs.DisposeAsync();
    }
}
