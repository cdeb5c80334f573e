using NodaTime;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;

namespace TapoHive.Protocol.Tests.Http;

public sealed class KeptConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_is_taken_once()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        var place = new KeptConnection();
        using var connection = await PlugConnection.OpenAsync(new WebOrigin(server.Address, WebScheme.Http), Stop);
        using var another = await PlugConnection.OpenAsync(new WebOrigin(server.Address, WebScheme.Http), Stop);

        Assert.Null(place.Take());
        Assert.True(place.TryPut(connection));
        Assert.False(place.TryPut(another));
        Assert.Same(connection, place.Take());
        Assert.Null(place.Take());
    }

    [Fact]
    public async Task What_is_due_is_ended_and_what_is_not_stays()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        var place = new KeptConnection();
        using var connection = await PlugConnection.OpenAsync(new WebOrigin(server.Address, WebScheme.Http), Stop);
        place.TryPut(connection);

        place.End(static _ => false);
        Assert.Same(connection, place.Take());
        place.TryPut(connection);
        place.End(static _ => true);

        Assert.Null(place.Take());
        Assert.False(connection.Stream.CanWrite);
    }

    [Fact]
    public async Task A_place_is_given_up_only_when_it_is_empty_and_nobody_has_used_it_for_a_while()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        var place = new KeptConnection();
        using var connection = await PlugConnection.OpenAsync(new WebOrigin(server.Address, WebScheme.Http), Stop);

        Assert.False(place.TryGiveUp());
        place.TryPut(connection);
        Assert.False(place.TryGiveUp());
        Assert.Same(connection, place.Take());

        // In use, and asked for by the sweep meanwhile.
        Assert.False(place.TryGiveUp());
        Assert.True(place.TryGiveUp());
        Assert.False(place.TryPut(connection));
        Assert.Null(place.Take());
    }

    [Fact]
    public async Task A_plug_whose_place_was_given_up_has_its_connection_kept_again()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        using var http = new PlugHttp(new PlugConnectorOptions { IdleConnection = Duration.FromSeconds(15) }, time);
        var post = new PlugPost(new WebOrigin(server.Address, WebScheme.Http), "app", "{}"u8.ToArray(), PlugPost.Json, null);

        await http.PostAsync(post, Stop);
        time.Advance(TimeSpan.FromMinutes(2));
        await http.PostAsync(post, Stop);
        await http.PostAsync(post, Stop);

        Assert.Equal(2, server.Connections);
    }
}
