using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Tests.Http;

namespace TapoHive.Protocol.Tests.Sessions;

public sealed class SwitchingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_known_plug_is_switched_and_read_back_in_one_exchange()
    {
        var model = ModelPlug.Single();
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Layout = new OutletLayout.Single() });

        var switched = Bench.Ok(await session.SwitchAsync([On(0)], Stop));

        Assert.Equal(["[set_device_info,get_device_info]"], model.Exchanges);
        Assert.True(Assert.Single(switched.Acknowledgements).IsAccepted);
        Assert.Equal(PowerState.On, switched.Reading.Outlets[0].State);
    }

    [Theory]
    [InlineData(403, FailureKind.SessionLost)]
    [InlineData(429, FailureKind.Busy)]
    public async Task What_is_refused_when_it_is_repeated_may_have_been_done_the_first_time(int status, FailureKind kind)
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Layout = new OutletLayout.Single() });
        plug.After = After.ResetNext;
        Bench.Ok(await session.ReadAsync(Stop));
        plug.Statuses["/app/request"] = status;

        var refused = Bench.Failed(await session.SwitchAsync([On(0)], Stop));

        Assert.Equal((kind, Delivery.Unknown), (refused.Kind, refused.Delivery));
    }

    [Fact]
    public async Task A_poll_of_a_plug_is_one_exchange_from_the_first_on()
    {
        var model = ModelPlug.Single();
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
        Bench.Ok(await session.ReadAsync(Stop));

        Assert.Equal(["get_device_info", "get_device_info"], model.Exchanges);
        Assert.IsType<OutletLayout.Single>(session.Traits.Layout);
    }

    [Fact]
    public async Task A_poll_of_a_strip_is_one_exchange_from_the_second_on()
    {
        var model = ModelPlug.Strip(3);
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        var first = Bench.Ok(await session.ReadAsync(Stop));
        Bench.Ok(await session.ReadAsync(Stop));

        Assert.Equal(["get_device_info", "get_child_device_list", "[get_device_info,get_child_device_list]"], model.Exchanges);
        Assert.Equal([1, 2, 3], first.Outlets.Select(static outlet => outlet.Slot.Number));
        Assert.Equal(["child-1", "child-2", "child-3"], Assert.IsType<OutletLayout.Strip>(session.Traits.Layout).Sockets.Select(static socket => socket.ChildId));
    }

    [Fact]
    public async Task What_was_learnt_serves_the_next_session()
    {
        var model = ModelPlug.Strip(3);
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var first = await bench.OpenAsync();
        Bench.Ok(await first.ReadAsync(Stop));
        using var second = await bench.OpenAsync(first.Traits);
        model.Exchanges.Clear();

        Bench.Ok(await second.SwitchAsync([On(2)], Stop));

        Assert.Equal(["[child-2:set_device_info,get_device_info,get_child_device_list]"], model.Exchanges);
    }

    [Fact]
    public async Task All_sockets_of_a_strip_of_three_take_one_exchange()
    {
        var model = ModelPlug.Strip(3);
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
        model.Exchanges.Clear();

        var switched = Bench.Ok(await session.SwitchAsync([On(3), On(1), On(2)], Stop));

        Assert.Equal(["[child-1:set_device_info,child-2:set_device_info,child-3:set_device_info,get_device_info,get_child_device_list]"], model.Exchanges);
        Assert.All(switched.Reading.Outlets, static outlet => Assert.Equal(PowerState.On, outlet.State));
        Assert.Equal([1, 2, 3], switched.Acknowledgements.Select(static acknowledgement => acknowledgement.Slot.Number));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(6, 2)]
    [InlineData(9, 2)]
    public async Task Many_sockets_go_in_chunks_with_the_reading_last(int sockets, int exchanges)
    {
        var model = ModelPlug.Strip(sockets);
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
        model.Exchanges.Clear();

        var switched = Bench.Ok(await session.SwitchAsync([.. Enumerable.Range(1, sockets).Select(On)], Stop));

        Assert.Equal(exchanges, model.Exchanges.Count);
        Assert.EndsWith("get_child_device_list]", model.Exchanges.Last(), StringComparison.Ordinal);
        Assert.Equal(sockets, switched.Reading.Outlets.Count(static outlet => outlet.State == PowerState.On));
    }

    [Fact]
    public async Task A_strip_with_more_sockets_than_a_page_is_read_to_the_last_page()
    {
        var model = ModelPlug.Strip(7, pageSize: 3);
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        Assert.Equal(Enumerable.Range(1, 7), Bench.Ok(await session.ReadAsync(Stop)).Outlets.Select(static outlet => outlet.Slot.Number));
        Assert.Equal(["get_device_info", "get_child_device_list", "get_child_device_list", "get_child_device_list"], model.Exchanges);
        Assert.Equal(7, Bench.Ok(await session.ReadAsync(Stop)).Outlets.Length);
    }

    [Theory]
    [InlineData(Batches.Refused)]
    [InlineData(Batches.Ignored)]
    internal async Task A_plug_without_batches_is_asked_one_by_one_for_the_rest_of_its_life(Batches batches)
    {
        var model = ModelPlug.Strip(2);
        model.Batches = batches;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
        model.Exchanges.Clear();

        Bench.Ok(await session.SwitchAsync([On(1)], Stop));
        var again = Bench.Ok(await session.SwitchAsync([On(2)], Stop));

        Assert.Equal(
            [
                "[child-1:set_device_info,get_device_info,get_child_device_list]", "child-1:set_device_info", "get_device_info", "get_child_device_list",
                "child-2:set_device_info", "get_child_device_list",
            ],
            model.Exchanges);
        Assert.All(again.Reading.Outlets, static outlet => Assert.Equal(PowerState.On, outlet.State));
        Assert.Equal(BatchSupport.Refused, session.Traits.Batches);
    }

    [Fact]
    public async Task A_plug_that_stops_at_the_first_error_is_asked_for_what_is_missing()
    {
        var model = ModelPlug.Single();
        model.Batches = Batches.TakenUntilAnError;
        model.Refusals[MethodNames.SetDeviceInfo] = -1;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Layout = new OutletLayout.Single() });

        var switched = Bench.Ok(await session.SwitchAsync([On(0)], Stop));

        Assert.Equal(["[set_device_info,get_device_info]", "get_device_info"], model.Exchanges);
        Assert.Equal(FailureKind.Unsupported, switched.Acknowledgements[0].Refusal!.Kind);
        Assert.Equal(PowerState.Off, switched.Reading.Outlets[0].State);
        Assert.Equal(BatchSupport.Accepted, session.Traits.Batches);
    }

    [Fact]
    public async Task A_refusal_by_the_socket_itself_is_seen_behind_two_levels_of_success()
    {
        var model = ModelPlug.Strip(2);
        model.ChildRefusals[MethodNames.SetDeviceInfo] = -1301;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        var switched = Bench.Ok(await session.SwitchAsync([On(1)], Stop));

        Assert.Equal(FailureKind.Busy, switched.Acknowledgements[0].Refusal!.Kind);
        Assert.Equal(PowerState.Off, switched.Reading.Outlets[0].State);
    }

    [Fact]
    public async Task An_outlet_that_is_not_there_is_refused_and_the_others_are_switched()
    {
        var model = ModelPlug.Strip(2);
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        var switched = Bench.Ok(await session.SwitchAsync([On(0), On(2), On(5)], Stop));

        Assert.Equal([false, true, false], switched.Acknowledgements.Select(static acknowledgement => acknowledgement.IsAccepted));
        Assert.Equal([PowerState.Off, PowerState.On], switched.Reading.Outlets.Select(static outlet => outlet.State));
    }

    [Fact]
    public async Task The_last_word_on_an_outlet_counts()
    {
        var model = ModelPlug.Single();
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        Bench.Ok(await session.SwitchAsync([On(0), new OutletCommand(OutletSlot.Whole, PowerState.Off)], Stop));

        Assert.False(model.IsOn(0));
    }

    [Fact]
    public async Task Relays_that_may_have_moved_unseen_are_reported_as_such()
    {
        var model = ModelPlug.Single();
        model.Refusals[MethodNames.GetDeviceInfo] = -1001;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Layout = new OutletLayout.Single() });

        var failure = Bench.Failed(await session.SwitchAsync([On(0)], Stop));

        Assert.Equal((FailureKind.Transient, Delivery.Unknown), (failure.Kind, failure.Delivery));
        Assert.True(model.IsOn(0));
    }

    [Fact]
    public async Task A_plug_that_dies_between_two_chunks_may_have_moved_relays()
    {
        var model = ModelPlug.Strip(6);
        var plug = new KlapPlug(model, Bench.Account);
        var requests = 0;
        await using var bench = Bench.With(request => request.Path == "/app/request" && ++requests == 4 ? RawReply.Status(403) : plug.Answer(request), Domain.Plugs.Transport.Klap);
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));

        var failure = Bench.Failed(await session.SwitchAsync([.. Enumerable.Range(1, 6).Select(On)], Stop));

        Assert.Equal((FailureKind.SessionLost, Delivery.Unknown), (failure.Kind, failure.Delivery));
        Assert.True(model.IsOn(1));
    }

    [Fact]
    public async Task A_device_without_relay_and_sockets_is_no_plug()
    {
        var model = ModelPlug.Strip(1);
        model.Refusals[MethodNames.GetChildDeviceList] = ErrorCode.UnknownMethod;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await session.ReadAsync(Stop)).Kind);
    }

    private static OutletCommand On(int slot) => new(new OutletSlot(slot), PowerState.On);
}
