using System.Net;
using System.Text;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class TpapSessionTests
{
    [Fact]
    public async Task A_client_logs_in_reads_and_switches()
    {
        await using var house = await TestHouse.StartAsync("tpap=3");
        foreach (var plug in house.House.Plugs)
        {
            var client = await TpapClient.ConnectAsync(plug);
            Assert.Equal(plug.Model, (await client.ResultAsync("get_device_info")).GetProperty("model").GetString());
            Assert.Equal(0, await client.SwitchAsync(on: true));
            Assert.Equal(PowerState.On, plug.Power);
        }

        Assert.Equal("P110M P115 P105", string.Join(' ', house.House.Plugs.Select(static plug => plug.Model)));
    }

    [Fact]
    public async Task A_strip_speaks_it_too()
    {
        await using var house = await TestHouse.StartAsync("tpap-strip=1");
        var client = await TpapClient.ConnectAsync(house[1]);
        var children = (await client.ResultAsync("get_child_device_list", """{"start_index":0}""")).GetProperty("child_device_list");
        await client.ChildAsync(children[1].GetProperty("device_id").GetString()!, "set_device_info", """{"device_on":true}""");
        Assert.Equal(PowerState.On, house[1].PowerOf(new OutletSlot(2)));
    }

    [Fact]
    public async Task Discovery_says_how_it_is_to_be_spoken_to()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        using var asker = DiscoveryTests.Asker();
        var (from, answer) = Assert.Single(await DiscoveryTests.AskAsync(asker, house[1].Address.Host, house.House.DiscoveryPort, 1));

        Assert.Equal(("TPAP", true), (answer.EncryptType, answer.TpapPreferred));
        Assert.Equal([2], answer.Tpap!.Passcodes);
        var offered = Assert.IsType<SightedTransport.Offered>(answer.ToSighting(from.Address, NodaTime.Instant.FromUnixTimeSeconds(0))!.Offer);
        Assert.Equal(new TransportOffer(Transport.Tpap, house[1].Address.Port), offered.Offer);
    }

    [Fact]
    public async Task The_web_server_says_so_too_and_has_closed_the_other_protocols()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        var discovered = (await TpapClient.DiscoverAsync(house[1])).GetProperty("result");

        Assert.True(discovered.GetProperty("tpap_preferred").GetBoolean());
        Assert.Equal(house[1].Address.Port, discovered.GetProperty("tpap").GetProperty("port").GetInt32());
        Assert.Equal(house[1].Mac.ToString(), discovered.GetProperty("mac").GetString());
        Assert.Equal(1003, TpapClient.Code(await TpapClient.AskAsync(house[1], """{"method":"component_nego","params":null}""", "/app")));
        using var klap = await PlugWeb.PostAsync(house[1].Address, "/app/handshake1", new byte[16]);
        Assert.Equal(HttpStatusCode.Forbidden, klap.StatusCode);
    }

    [Fact]
    public async Task With_the_switch_on_the_same_firmware_speaks_KLAP_and_says_what_it_would_rather_do()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        house.House.Happen(house[1], new Incident.Update(Transport.Klap));
        var discovered = (await TpapClient.DiscoverAsync(house[1])).GetProperty("result");

        Assert.False(discovered.GetProperty("tpap_preferred").GetBoolean());
        Assert.False(discovered.TryGetProperty("tpap", out _));
        Assert.Equal("P110M", (await (await KlapClient.ConnectAsync(house[1])).ResultAsync("get_device_info")).GetProperty("model").GetString());
    }

    [Fact]
    public async Task An_update_ends_the_session_of_the_old_protocol()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        var klap = await KlapClient.ConnectAsync(house[1]);
        Assert.Null(house.House.Order(TestHouse.Order("update:tpap@1")));
        await Eventually.BeTrueAsync(() => house[1].Transport == Transport.Tpap);

        using var refused = await klap.PostAsync(klap.Seal("""{"method":"get_device_info"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(0, await (await TpapClient.ConnectAsync(house[1])).SwitchAsync(on: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","stok":null""")]
    [InlineData(""","dac_nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" """)]
    [InlineData(""","dac_nonce":"000102","sessionId":null""")]
    public async Task Clients_may_word_their_share_as_they_like(string more)
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        Assert.Equal(0, await (await TpapClient.ConnectAsync(house[1], more: more)).SwitchAsync(on: true));
    }

    [Theory]
    [InlineData("\"cipher_suites\":[1]", "\"encryption\":[\"aes_128_ccm\"]")]
    [InlineData("\"cipher_suites\":[1,2]", "\"encryption\":[\"aes_128_ccm\",\"chacha20_poly1305\",\"aes_256_ccm\"],\"sessionId\":null")]
    [InlineData("\"cipher_suites\":1", "\"encryption\":\"aes_128_ccm\"")]
    public async Task Clients_may_offer_more_than_one_cipher(string suites, string encryptions)
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        var (handshake, result) = await TpapClient.RegisterAsync(house[1], TestHouse.Password, offered: $"{suites},{encryptions}");
        handshake.Dispose();
        Assert.Equal((1, "aes_128_ccm", 3000), (result.GetProperty("cipher_suites").GetInt32(), result.GetProperty("encryption").GetString(), result.GetProperty("iterations").GetInt32()));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("salted")]
    [InlineData("plain")]
    public async Task Each_form_of_the_passcode_can_be_asked_for(string form)
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        Assert.Null(house.House.Order(TestHouse.Order($"passcode:{form}")));
        Assert.Equal(0, await (await TpapClient.ConnectAsync(house[1])).SwitchAsync(on: true));
    }

    [Fact]
    public async Task A_plug_that_belongs_to_nobody_takes_the_passcode_of_its_address()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        house[1].Inject(new Fault.Account(AccountKind.Unbound));
        Assert.Equal("[0]", (await TpapClient.DiscoverAsync(house[1])).GetProperty("result").GetProperty("tpap").GetProperty("pake").GetRawText());

        var (handshake, _) = await TpapClient.RegisterAsync(house[1], TestHouse.Password, "default_userpw");
        using (handshake)
        {
            var answer = await TpapClient.AskAsync(house[1], $$"""
                {"method":"login","params":{"sub_method":"pake_share","user_share":"{{Convert.ToBase64String(handshake.Share)}}","user_confirm":"{{Convert.ToBase64String(handshake.Confirmation)}}" } }
                """);
            Assert.Equal(0, TpapClient.Code(answer));
        }
    }

    [Fact]
    public async Task Wrong_passwords_are_counted_until_it_locks_itself_and_refuses_right_ones()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        for (var i = 1; i < 5; i++)
        {
            var (handshake, answer) = await TpapClient.ShareAsync(house[1], "wrong");
            handshake.Dispose();
            Assert.Equal(-2203, TpapClient.Code(answer));
            Assert.Equal((i, 5 - i), (answer.GetProperty("result").GetProperty("failedAttempts").GetInt32(), answer.GetProperty("result").GetProperty("remainAttempts").GetInt32()));
            Assert.Equal(i, house[1].WrongLogins);
        }

        var (last, locked) = await TpapClient.ShareAsync(house[1], "wrong");
        last.Dispose();
        Assert.Equal(-2101, TpapClient.Code(locked));
        Assert.True(house[1].IsLocked);
        Assert.Equal(-2101, TpapClient.Code(await TpapClient.DiscoverAsync(house[1])));

        house.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.False(house[1].IsLocked);
        Assert.Equal(0, await (await TpapClient.ConnectAsync(house[1])).SwitchAsync(on: true));
    }

    [Fact]
    public async Task A_login_while_it_is_locked_begins_the_time_anew()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        Assert.Null(house.House.Order(TestHouse.Order("lock:10m")));
        await Eventually.BeTrueAsync(() => house[1].IsLocked);
        house.Time.Advance(TimeSpan.FromMinutes(9));
        var refused = await TpapClient.AskAsync(house[1], """{"method":"login","params":{"sub_method":"pake_register","user_random":"AAAA"}}""");
        Assert.Equal(-2101, TpapClient.Code(refused));
        house.Time.Advance(TimeSpan.FromMinutes(9));

        Assert.True(house[1].IsLocked);
    }

    [Fact]
    public async Task A_right_password_ends_the_count()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        (await TpapClient.ShareAsync(house[1], "wrong")).Handshake.Dispose();
        await TpapClient.ConnectAsync(house[1]);
        Assert.Equal(0, house[1].WrongLogins);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_is_over_is_told_in_the_open(bool byTime)
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        var client = await TpapClient.ConnectAsync(house[1]);
        if (byTime)
        {
            house.Time.Advance(TimeSpan.FromMinutes(61));
        }
        else
        {
            house[1].Inject(new Fault.Expired(), FaultScope.Once);
        }

        Assert.Equal("""{"error_code":-2203}""", Encoding.UTF8.GetString(await client.PostAsync(client.Seal("""{"method":"get_device_info"}"""))));
        Assert.Equal(0, house[1].WrongLogins);
    }

    [Fact]
    public async Task A_request_is_taken_once_and_in_order()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        var client = await TpapClient.ConnectAsync(house[1]);
        var body = client.Seal("""{"method":"set_device_info","params":{"device_on":true}}""");
        await client.PostAsync(body);
        house[1].Press();

        Assert.Equal("""{"error_code":-2203}""", Encoding.UTF8.GetString(await client.PostAsync(body)));
        Assert.Equal(PowerState.Off, house[1].Power);
    }

    [Fact]
    public async Task A_wrong_tag_does_not_open()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        var client = await TpapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.WrongSignature(), FaultScope.Once);
        var sequence = client.NextSequence;

        Assert.False(client.TryOpen(sequence, await client.PostAsync(client.Seal("""{"method":"get_device_info"}"""))));
        Assert.Equal(0, await client.SwitchAsync(on: true));
    }

    [Fact]
    public async Task Too_many_requests_and_error_codes_come_as_with_the_other_protocols()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        var client = await TpapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Error(-1008), FaultScope.Once);
        Assert.Equal(-1008, await client.CodeAsync("get_device_info"));

        house[1].Inject(new Fault.TooMany(), FaultScope.Once);
        using var response = await PlugWeb.PostAsync(house[1].Address, "/", Encoding.UTF8.GetBytes("""{"method":"login","params":{"sub_method":"discover"}}"""));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task The_closed_switch_does_not_touch_it_and_the_log_names_each_step()
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        house[1].Inject(new Fault.Forbidden());
        await TpapClient.DiscoverAsync(house[1]);
        await (await TpapClient.ConnectAsync(house[1])).CallAsync("get_device_time");

        Assert.Equal("discover=0 pake_register=0 pake_share=0 get_device_time=0", string.Join(' ', house[1].Requests.Select(static r => $"{r.Method}={r.Code}")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"method":"login"}""")]
    [InlineData("""{"method":"login","params":{"sub_method":"pake_register"}}""")]
    [InlineData("""{"method":"login","params":{"sub_method":"pake_share"}}""")]
    [InlineData("""{"method":"login","params":{"sub_method":"pake_share","user_share":"AA==","user_confirm":"AA=="}}""")]
    [InlineData("""{"method":"login","params":{"sub_method":"pake_register","username":"admin","user_random":"AA==","cipher_suites":[1],"encryption":["aes_128_ccm"]}}""")]
    [InlineData("not JSON")]
    public async Task Nonsense_is_refused_and_costs_no_attempt(string json)
    {
        await using var house = await TestHouse.StartAsync("tpap=1");
        Assert.NotEqual(0, TpapClient.Code(await TpapClient.AskAsync(house[1], json)));
        Assert.Equal(0, house[1].WrongLogins);
    }
}
