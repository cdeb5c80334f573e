using System.Net;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Discovery;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

/// <summary>Whoever looks for a plug is told that it is not there only after it was asked.</summary>
public sealed class DiscoveryTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_search_lasts_until_there_was_a_key_to_ask_with()
    {
        await using var plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of("klap=1"),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.33.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = HiveHarness.Username,
            Password = HiveHarness.Password,
        });
        var plug = plugs.Plug(1);
        var clock = new FakeClock(Instant.FromUtc(2026, 1, 5, 8, 0));
        using var mayMake = new ManualResetEventSlim();
        var keys = new RsaKeyRing(1, bits =>
        {
            mayMake.Wait(Patience);
            return RsaKeyPair.Generate(bits);
        });
        var discovery = Sys.ActorOf(Props.Create(() => new DiscoveryActor(keys, clock, NullLoggerFactory.Instance)));
        var first = CreateTestProbe();
        var search = new ProbeFor(new PlugIdentity(plug.Mac), plug.Address, plugs.DiscoveryPort);

        discovery.Tell(search, first);
        clock.AdvanceSeconds(5);
        discovery.Tell(search, CreateTestProbe());
        mayMake.Set();

        var found = await first.ExpectMsgAsync<ProbeFinished>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(plug.Mac, found.Sighting?.Mac);
    }
}
