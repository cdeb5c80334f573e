using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;
using TapoHive.Protocol;
using TapoHive.Protocol.Klap;

namespace TapoHive.Emulator.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task A_session_can_get_lost_after_some_good_requests()
    {
        await using var house = await TestHouse.StartAsync("p110");
        house[1].Inject(new Fault.Expired(), new FaultScope(After: 2, Next: 1));
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(0, await client.SwitchAsync(on: true));
        Assert.Equal(0, await client.SwitchAsync(on: false));
        using var lost = await client.PostAsync(client.Seal("""{"method":"get_device_info"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, lost.StatusCode);
        client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(0, await client.SwitchAsync(on: true));
    }

    [Fact]
    public async Task An_AES_plug_forgets_its_sessions_with_9999()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var client = await AesClient.ConnectAsync(house[1]);
        house[1].ForgetSessions();
        Assert.Equal(9999, (await client.SendOuterAsync("""{"method":"get_device_info"}""", client.Token)).GetProperty("error_code").GetInt32());
    }

    [Theory]
    [InlineData("klap=1", 403)]
    [InlineData("aes=1", 200)]
    public async Task A_closed_protocol_refuses_every_handshake(string mix, int status)
    {
        await using var house = await TestHouse.StartAsync(mix);
        house[1].Inject(new Fault.Forbidden());
        var isKlap = house[1].Transport is Transport.Klap;
        using var response = await PlugWeb.PostAsync(
            house[1].Address,
            isKlap ? "/app/handshake1" : "/app",
            isKlap ? new byte[16] : """{"method":"handshake","params":{"key":"x"}}"""u8.ToArray());
        Assert.Equal(status, (int)response.StatusCode);
        if (!isKlap)
        {
            Assert.Equal("""{"error_code":1003}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(AccountKind.Other, false, false)]
    [InlineData(AccountKind.Stale, true, false)]
    [InlineData(AccountKind.Unbound, false, true)]
    public async Task A_plug_may_belong_to_somebody_else(AccountKind kind, bool isOurs, bool isUnbound)
    {
        await using var house = await TestHouse.StartAsync("klap=2");
        house[1].Inject(new Fault.Account(kind));
        using var asker = DiscoveryTests.Asker();
        var (_, answer) = Assert.Single(await DiscoveryTests.AskAsync(asker, house[1].Address.Host, house.House.DiscoveryPort, 1));
        var (_, ours) = Assert.Single(await DiscoveryTests.AskAsync(asker, house[2].Address.Host, house.House.DiscoveryPort, 1));
        Assert.Equal(isOurs, string.Equals(answer.Owner, ours.Owner, StringComparison.Ordinal));
        Assert.Equal(isUnbound, answer.FactoryDefault);

        using var handshake = KlapHandshake.Begin(KlapVersion.V2);
        using var first = await PlugWeb.PostAsync(house[1].Address, "/app/handshake1", handshake.FirstBody.ToArray());
        var matches = handshake.TryMatch(
            await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            new PlugCredentials(TestHouse.Username, TestHouse.Password),
            out var origin);
        Assert.Equal(isUnbound, matches);
        Assert.Equal(isUnbound ? CredentialOrigin.TapoSetup : null, origin);
    }

    [Fact]
    public async Task A_delayed_command_lands_even_after_its_client_gave_up()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Delay(TimeSpan.FromSeconds(30)), FaultScope.Once);
        using var patience = new CancellationTokenSource();
        var pending = client.PostAsync(client.Seal("""{"method":"set_device_info","params":{"device_on":true}}"""), patience.Token);
        await Eventually.BeTrueAsync(() => house.Time.IsAwaited(TimeSpan.FromSeconds(30)));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        house.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(PowerState.Off, house[1].Power);
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.BeTrueAsync(() => house[1].Power is PowerState.On);
    }

    [Fact]
    public async Task Behind_a_slow_network_a_request_is_on_its_way_until_all_delays_together_are_over()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Delay(TimeSpan.FromSeconds(11)), FaultScope.Always);
        house[1].Inject(new Fault.Delay(TimeSpan.FromSeconds(23)), FaultScope.Always);
        var pending = client.PostAsync(client.Seal("""{"method":"set_device_info","params":{"device_on":true}}"""), TestContext.Current.CancellationToken);
        await Eventually.BeTrueAsync(() => house.Time.IsAwaited(TimeSpan.FromSeconds(34)));
        house.Time.Advance(TimeSpan.FromSeconds(33));
        Assert.Equal((false, PowerState.Off), (pending.IsCompleted, house[1].Power));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        using var answer = await pending;
        Assert.Equal(PowerState.On, house[1].Power);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_on_its_way_meets_the_plug_as_it_is_when_it_arrives()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Delay(TimeSpan.FromSeconds(34)), FaultScope.Always);
        var pending = client.PostAsync(client.Seal("""{"method":"set_device_info","params":{"device_on":true}}"""), TestContext.Current.CancellationToken);
        await Eventually.BeTrueAsync(() => house.Time.IsAwaited(TimeSpan.FromSeconds(34)));
        house.Time.Advance(TimeSpan.FromSeconds(20));
        house[1].ForgetSessions();
        house.Time.Advance(TimeSpan.FromSeconds(14));
        using var answer = await pending;
        Assert.Equal((HttpStatusCode.Forbidden, PowerState.Off), (answer.StatusCode, house[1].Power));
    }

    [Fact]
    public async Task Behind_a_slow_network_only_requests_are_on_their_way()
    {
        await using var house = await TestHouse.StartAsync("p110");
        house[1].Inject(new Fault.Delay(TimeSpan.FromSeconds(34)), FaultScope.Always);
        using var caller = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await caller.ConnectAsync(house[1].Address.Host, house[1].Address.Port, TestContext.Current.CancellationToken);
        caller.Shutdown(SocketShutdown.Send);
        var end = caller.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
        await Eventually.BeTrueAsync(() => end.IsCompleted || house.Time.IsAwaited(TimeSpan.FromSeconds(34)));
        Assert.False(house.Time.IsAwaited(TimeSpan.FromSeconds(34)));
        Assert.Equal(0, await end);
    }

    [Theory]
    [InlineData(DropMoment.BeforeApplying, PowerState.Off)]
    [InlineData(DropMoment.AfterApplying, PowerState.On)]
    public async Task A_lost_answer_says_nothing_of_the_relay(DropMoment moment, PowerState truth)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Drop(moment), new FaultScope(Next: 1, Method: "set_device_info"));
        Assert.Equal(0, await client.CodeAsync("get_device_info"));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.SwitchAsync(on: true));
        Assert.Equal(truth, house[1].Power);
        Assert.Equal(moment is DropMoment.AfterApplying, house[1].Requests.Any(static r => r.Method == "set_device_info"));
    }

    [Fact]
    public async Task Acknowledged_is_not_applied()
    {
        await using var house = await TestHouse.StartAsync("p300");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Ignored(), FaultScope.Once);
        var child = house[1].Outlets[0].Id;
        Assert.Equal(0, (await client.ChildAsync(child, "get_device_info")).GetProperty("error_code").GetInt32());
        Assert.Equal(0, (await client.ChildAsync(child, "set_device_info", """{"device_on":true}""")).GetProperty("error_code").GetInt32());
        Assert.Equal(PowerState.Off, house[1].Power);
        await client.ChildAsync(child, "set_device_info", """{"device_on":true}""");
        Assert.Equal(PowerState.On, house[1].Power);
    }

    [Theory]
    [InlineData("countdown", "C1", """{"enable":true,"delay":60,"desired_states":{"on":false}}""", """{"enable":true,"delay":-1,"desired_states":{"on":false}}""")]
    [InlineData("schedule", "S1", """{"enable":true,"s_min":420,"desired_states":{"on":true},"year":2026,"month":1,"day":5}""", """{"enable":true,"s_min":1440,"year":2026,"month":1,"day":5}""")]
    [InlineData("antitheft", "A1", """{"enable":true}""", "[]")]
    public async Task A_rule_that_is_not_kept_is_acknowledged_as_one_that_is(string kind, string id, string rule, string nonsense)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        foreach (Fault fault in (Fault[])[new Fault.Ignored(), new Fault.Late(TimeSpan.FromHours(1))])
        {
            house[1].ClearFaults();
            house[1].Inject(fault);
            Assert.Equal(-1008, await client.CodeAsync($"add_{kind}_rule", nonsense));
            Assert.Equal(id, (await client.ResultAsync($"add_{kind}_rule", rule)).GetProperty("id").GetString());
            Assert.Equal(0, (await client.ResultAsync($"get_{kind}_rules", """{"start_index":0}""")).GetProperty("rule_list").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_command_may_be_carried_out_late()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Late(TimeSpan.FromSeconds(8)), FaultScope.Once);
        Assert.Equal(0, await client.SwitchAsync(on: true));
        Assert.False((await client.ResultAsync("get_device_info")).GetProperty("device_on").GetBoolean());
        house.Time.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(PowerState.On, house[1].Power);
        Assert.Equal(house.Time.GetUtcNow(), Assert.Single(house[1].Movements).At);
    }

    [Fact]
    public async Task An_answer_may_be_signed_wrongly()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.WrongSignature(), FaultScope.Once);
        var frame = client.Seal("""{"method":"get_device_info"}""");
        using var response = await client.PostAsync(frame);
        Assert.False(client.TryOpen(frame, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), out _));
        Assert.Equal(0, await client.SwitchAsync(on: true));
    }

    [Fact]
    public async Task A_plug_may_ask_for_patience()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Error(-1301), FaultScope.Once);
        Assert.Equal(-1301, await client.SwitchAsync(on: true));
        Assert.Equal(PowerState.Off, house[1].Power);
        house[1].Inject(new Fault.TooMany(), FaultScope.Once);
        using var response = await client.PostAsync(client.Seal("""{"method":"set_device_info","params":{"device_on":true}}"""));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(PowerState.Off, house[1].Power);
    }

    [Fact]
    public async Task Answers_may_be_garbage_of_two_kinds()
    {
        await using var house = await TestHouse.StartAsync("p110");
        house[1].Inject(new Fault.Garbage(GarbageKind.Body), FaultScope.Once);
        using var body = await PlugWeb.PostAsync(house[1].Address, "/app", []);
        Assert.Equal(HttpStatusCode.OK, body.StatusCode);
        var nonsense = await body.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(nonsense));
        house[1].Inject(new Fault.Garbage(GarbageKind.Http), FaultScope.Once);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PlugWeb.PostAsync(house[1].Address, "/app", []));
    }

    [Fact]
    public async Task Answers_may_be_huge()
    {
        await using var house = await TestHouse.StartAsync("p110");
        house[1].Inject(new Fault.Oversized(3_000_000), FaultScope.Once);
        using var response = await PlugWeb.PostAsync(house[1].Address, "/app", []);
        Assert.Equal(3_000_000, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Answers_may_drip()
    {
        await using var house = await TestHouse.StartAsync("p110");
        house[1].Inject(new Fault.Drip(TimeSpan.FromSeconds(7)));
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("HTTP"[i..(i + 1)], await connection.ReadAsync());
            await Eventually.BeTrueAsync(() => house.Time.Waits(TimeSpan.FromSeconds(7)) == i + 1);
            Assert.True(connection.IsSilent);
            house.Time.Advance(TimeSpan.FromSeconds(7));
        }
    }

    [Fact]
    public async Task A_connection_may_end_without_a_word()
    {
        await using var house = await TestHouse.StartAsync("p110");
        house[1].Inject(new Fault.HangUp());
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        Assert.DoesNotContain("Connection", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_end_when_their_time_is_over_or_they_are_cleared()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Error(-1), new FaultScope(At: TimeSpan.FromSeconds(5), For: TimeSpan.FromSeconds(5)));
        Assert.Equal(0, await client.CodeAsync("get_device_info"));
        house.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(-1, await client.CodeAsync("get_device_info"));
        house.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, await client.CodeAsync("get_device_info"));
        Assert.Empty(house[1].Faults);
        house[1].Inject(new Fault.Error(-1));
        house[1].ClearFaults();
        Assert.Equal(0, await client.CodeAsync("get_device_info"));
    }

    [Fact]
    public async Task An_update_changes_the_protocol()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var before = await AesClient.ConnectAsync(house[1]);
        await before.SwitchAsync(on: true);
        house[1].ChangeTransport(Transport.Klap);
        using var app = await PlugWeb.PostAsync(house[1].Address, "/app", "{}"u8.ToArray());
        Assert.Equal("""{"error_code":1003}""", await app.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var after = await KlapClient.ConnectAsync(house[1]);
        Assert.True((await after.ResultAsync("get_device_info")).GetProperty("device_on").GetBoolean());
        using var asker = DiscoveryTests.Asker();
        var (_, answer) = Assert.Single(await DiscoveryTests.AskAsync(asker, house[1].Address.Host, house.House.DiscoveryPort, 1));
        Assert.Equal("KLAP", answer.EncryptType);
    }
}
