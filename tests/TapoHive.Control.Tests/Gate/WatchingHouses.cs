using System.Collections.Immutable;
using System.Text.Json;
using Akka.Actor;
using Akka.TestKit;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Control.Contract;
using TapoHive.Control.Gate;
using TapoHive.Control.Gate.Calls;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Tests.Gate;

public sealed class WatchingHouses : GateSpec
{
    [Fact]
    public async Task First_the_present_state_then_each_change()
    {
        var house = SampleHouse.View("hillside", "lamp", "heater");
        await using var gate = await OpenAsync(house);
        await using var client = await gate.EnterAsync();
        await using var watch = client.WatchAsync([], Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(2, watch.Current.Length);

        gate.Board.Publish(house.Reporting("lamp", PowerState.Off));

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("lamp", PowerState.Off), (Assert.Single(watch.Current).Name, watch.Current[0].Reported));

        gate.Board.Publish(SampleHouse.View("hillside", "lamp").Reporting("lamp", PowerState.Off));

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("heater", true), (Assert.Single(watch.Current).Name, watch.Current[0].Gone));
    }

    [Fact]
    public async Task What_is_named_and_goes_leaves_the_others_watched()
    {
        var house = SampleHouse.View("hillside", "heater", "lamp");
        await using var gate = await OpenAsync(house);
        await using var client = await gate.EnterAsync();
        await using var watch = client.WatchAsync(["lamp", "heater"], Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await watch.MoveNextAsync());

        gate.Board.Publish(SampleHouse.View("hillside", "heater"));

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("lamp", true), (Assert.Single(watch.Current).Name, watch.Current[0].Gone));

        gate.Board.Publish(SampleHouse.View("hillside", "heater").Reporting("heater", PowerState.Off));

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("heater", false), (Assert.Single(watch.Current).Name, watch.Current[0].Gone));
    }

    [Fact]
    public async Task A_client_that_stops_reading_is_sent_no_more_than_its_credit_and_then_the_truth()
    {
        var house = SampleHouse.View("hillside", "lamp");
        var (board, client) = (new HouseBoard(), CreateTestProbe());
        board.Publish(house);
        var watch = Watch(board, client);
        for (var i = 0; i < OperatorProtocol.InitialCredit; i++)
        {
            Assert.Single(Read(await client.ExpectMsgAsync<Part>(cancellationToken: Cancel)));
            house = house.Reporting("lamp", i % 2 == 0 ? PowerState.Off : PowerState.On);
            board.Publish(house);
        }

        for (var i = 0; i < 1_000; i++)
        {
            house = house.Reporting("lamp", i % 2 == 0 ? PowerState.On : PowerState.Off);
            board.Publish(house);
        }

        board.Publish(house.Reporting("lamp", PowerState.On));
        watch.Tell(new Credit(1, 1));
        var truth = Assert.Single(Read(await client.ExpectMsgAsync<Part>(cancellationToken: Cancel)));
        Assert.Equal(PowerState.On, truth.Reported);

        // The farewell comes after everything that was sent; had more been sent, it would stand before it.
        watch.Tell(new EndRequest(1));
        await client.ExpectMsgAsync<CallSettled>(cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_reading_that_only_grew_older_is_no_news()
    {
        var house = SampleHouse.View("hillside", "lamp");
        await using var gate = await OpenAsync(house);
        await using var client = await gate.EnterAsync();
        await using var watch = client.WatchAsync([], Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await watch.MoveNextAsync());

        gate.Board.Publish(house with { Version = 2, Reports = house.Reports.ToDictionary(static it => it.Key, static it => it.Value with { ReadAt = SampleHouse.Now - Duration.FromSeconds(9) }).ToImmutableDictionary() });
        gate.Board.Publish(house.Reporting("lamp", PowerState.Off));

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(PowerState.Off, Assert.Single(watch.Current).Reported);
    }

    private static OutletStatus[] Read(Part part) => JsonSerializer.Deserialize(part.Bytes, ContractJson.Default.OutletStatusArray)!;

    private static IActorRef Watch(HouseBoard board, TestProbe client)
    {
        var options = new GateOptions(new DataFolder("nowhere"))
        {
            Clock = new FakeClock(SampleHouse.Now),
            Limits = new GateLimits { WatchPause = TimeSpan.FromMilliseconds(1) },
        };
        var hive = new HiveHandle(board, ActorRefs.Nobody, ActorRefs.Nobody);
        var request = new WatchRequest(1, []);
        var parts = new PartStream(1, client);
        return client.ChildActorOf(Props.Create(() => new WatchCall(parts, hive, options, request)));
    }
}
