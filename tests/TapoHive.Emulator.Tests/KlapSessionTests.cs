using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Tests.Clients;
using TapoHive.Protocol;
using TapoHive.Protocol.Klap;

namespace TapoHive.Emulator.Tests;

public sealed partial class KlapSessionTests
{
    [Fact]
    public async Task The_first_handshake_answers_48_bytes_and_one_cookie()
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var response = await PlugWeb.PostAsync(house[1].Address, "/app/handshake1", RandomNumberGenerator.GetBytes(16));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(48, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        Assert.Matches(CookieForm(), PlugWeb.SetCookie(response));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public async Task A_seed_of_another_length_is_refused(int length)
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var response = await PlugWeb.PostAsync(house[1].Address, "/app/handshake1", new byte[length]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Both_versions_of_the_hashes_are_spoken_by_the_plug_that_has_them()
    {
        await using var house = await TestHouse.StartAsync("klap=1,klap1=1");
        Assert.Equal("P110", (await (await KlapClient.ConnectAsync(house[1])).ResultAsync("get_device_info")).GetProperty("model").GetString());
        Assert.Equal("HS100", (await (await KlapClient.ConnectAsync(house[2])).ResultAsync("get_device_info")).GetProperty("model").GetString());
    }

    [Fact]
    public async Task Wrong_credentials_show_in_the_plugs_own_proof_and_its_second_answer()
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var handshake = KlapHandshake.Begin(KlapVersion.V2);
        using var first = await PlugWeb.PostAsync(house[1].Address, "/app/handshake1", handshake.FirstBody.ToArray());
        var reply = await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.False(handshake.TryMatch(reply, new PlugCredentials(TestHouse.Username.ToLowerInvariant(), TestHouse.Password), out _));
        using var second = await PlugWeb.PostAsync(house[1].Address, "/app/handshake2", RandomNumberGenerator.GetBytes(32), PlugWeb.Cookie(first));
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        using var third = await PlugWeb.PostAsync(house[1].Address, "/app/handshake2", RandomNumberGenerator.GetBytes(32), PlugWeb.Cookie(first));
        Assert.Equal(HttpStatusCode.BadRequest, third.StatusCode);
        Assert.Equal("handshake1=200 handshake2=403 handshake2=400", string.Join(' ', house[1].Requests.Select(static r => $"{r.Method}={r.Code}")));
    }

    [Fact]
    public async Task Another_clients_handshake_ends_the_session_once_it_is_complete()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var first = await KlapClient.ConnectAsync(house[1]);
        using (await PlugWeb.PostAsync(house[1].Address, "/app/handshake1", RandomNumberGenerator.GetBytes(16)))
        {
            Assert.Equal(0, await first.SwitchAsync(on: true));
        }

        var second = await KlapClient.ConnectAsync(house[1]);
        using var refused = await first.PostAsync(first.Seal("""{"method":"set_device_info","params":{"device_on":false}}"""));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(PowerState.On, house[1].Power);
        Assert.Equal(0, await second.SwitchAsync(on: false));
    }

    [Fact]
    public async Task A_request_cannot_be_sent_twice()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        var frame = client.Seal("""{"method":"get_device_info"}""");
        using var once = await client.PostAsync(frame);
        using var twice = await client.PostAsync(frame);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (once.StatusCode, twice.StatusCode));
        Assert.Equal(0, await client.SwitchAsync(on: true));
    }

    [Fact]
    public async Task A_number_may_be_skipped_because_a_request_may_get_lost()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        _ = client.Seal("""{"method":"get_device_info"}""");
        Assert.Equal(0, await client.SwitchAsync(on: true));
    }

    [Fact]
    public async Task A_wrong_signature_moves_nothing()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        var frame = client.Seal("""{"method":"set_device_info","params":{"device_on":true}}""");
        frame.Body[3] ^= 1;
        using var response = await client.PostAsync(frame);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(PowerState.Off, house[1].Power);
    }

    [Fact]
    public async Task A_body_without_a_message_is_a_bad_request()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        using var response = await client.PostAsync(new KlapFrame(1, new byte[32]));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_session_lasts_a_day()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house.Time.Advance(TimeSpan.FromSeconds(86_399));
        Assert.Equal(0, await client.SwitchAsync(on: true));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        using var response = await client.PostAsync(client.Seal("""{"method":"get_device_info"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_KLAP_plug_answers_1003_to_JSON_and_404_to_what_it_does_not_have()
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var app = await PlugWeb.PostAsync(house[1].Address, "/app", """{"method":"component_nego","params":null}"""u8.ToArray());
        Assert.Equal("""{"error_code":1003}""", await app.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var root = await PlugWeb.PostAsync(house[1].Address, "/", """{"method":"login","params":{"sub_method":"discover"}}"""u8.ToArray());
        Assert.Equal("""{"error_code":1003}""", await root.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var other = await PlugWeb.PostAsync(house[1].Address, "/app/handshake3", []);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [GeneratedRegex("^TP_SESSIONID=[0-9A-F]{32};TIMEOUT=86400$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CookieForm();
}
