using System.Net;
using System.Text;
using System.Text.Json;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Tests.Clients;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.SecurePassthrough;

namespace TapoHive.Emulator.Tests;

public sealed class AesSessionTests
{
    [Fact]
    public async Task A_key_of_another_size_is_refused()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var key = RsaKeyPair.Generate(2048);
        using var response = await PlugWeb.PostAsync(house[1].Address, "/app", PassthroughHandshake.Request(key.Public));
        Assert.Equal("""{"error_code":-1010}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData(AesLogin.PlainPassword)]
    [InlineData(AesLogin.HashedPassword)]
    public async Task A_wrong_password_ends_the_session(AesLogin form)
    {
        await using var house = await TestHouse.StartAsync("aes=2");
        var client = await AesClient.ShakeAsync(house[2].Address);
        var answer = await client.LogInAsync(TestHouse.Username, "wrong", form);
        Assert.Equal(-1501, answer.GetProperty("error_code").GetInt32());
        var again = await client.SendOuterAsync("""{"method":"login_device"}""", token: null);
        Assert.Equal(9999, again.GetProperty("error_code").GetInt32());
        Assert.Equal("handshake=0 login_device=-1501 securePassthrough=9999", string.Join(' ', house[2].Requests.Select(static r => $"{r.Method}={r.Code}")));
    }

    [Fact]
    public async Task The_first_P100_knows_no_hashed_password()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var client = await AesClient.ShakeAsync(house[1].Address);
        Assert.Equal(-1501, (await client.LogInAsync(TestHouse.Username, TestHouse.Password, AesLogin.HashedPassword)).GetProperty("error_code").GetInt32());
    }

    [Theory]
    [InlineData("\"requestTimeMils\":0", -1501)]
    [InlineData("\"terminalUUID\":\"00\"", -1501)]
    [InlineData("\"requestTimeMils\":1700000000000", 0)]
    [InlineData("\"request_time_milis\":1700000000000", 0)]
    public async Task Strict_firmware_wants_a_time_in_the_login(string extra, int code)
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        house[1].Inject(new Fault.StrictTime());
        var client = await AesClient.ShakeAsync(house[1].Address);
        var answer = await client.LogInAsync(TestHouse.Username, TestHouse.Password, AesLogin.PlainPassword, extra);
        Assert.Equal(code, answer.GetProperty("error_code").GetInt32());
    }

    [Fact]
    public async Task Nothing_is_done_without_the_token()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var client = await AesClient.ConnectAsync(house[1]);
        const string on = """{"method":"set_device_info","params":{"device_on":true}}""";
        Assert.Equal(9999, (await client.SendOuterAsync(on, token: null)).GetProperty("error_code").GetInt32());
        Assert.Equal(9999, (await client.SendOuterAsync(on, "0123")).GetProperty("error_code").GetInt32());
        Assert.Equal(PowerState.Off, house[1].Power);
        Assert.Equal(0, await client.SwitchAsync(on: true));
    }

    [Fact]
    public async Task Sessions_of_two_clients_live_side_by_side()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var first = await AesClient.ConnectAsync(house[1]);
        var second = await AesClient.ConnectAsync(house[1]);
        Assert.False(string.Equals(first.Cookie, second.Cookie, StringComparison.Ordinal));
        Assert.Equal(0, await first.SwitchAsync(on: true));
        Assert.Equal(0, await second.SwitchAsync(on: false));
    }

    [Fact]
    public async Task A_session_lasts_a_day()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var client = await AesClient.ConnectAsync(house[1]);
        house.Time.Advance(TimeSpan.FromDays(1));
        var answer = await client.SendOuterAsync("""{"method":"get_device_info"}""", client.Token);
        Assert.Equal(9999, answer.GetProperty("error_code").GetInt32());
    }

    [Fact]
    public async Task What_was_sealed_under_other_keys_cannot_be_opened()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var client = await AesClient.ConnectAsync(house[1]);
        using var response = await PlugWeb.PostAsync(
            house[1].Address,
            "/app",
            """{"method":"securePassthrough","params":{"request":"AAAA"}}"""u8.ToArray(),
            client.Cookie);
        Assert.Equal("""{"error_code":-1005}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Unsealed_methods_and_KLAP_paths_lead_nowhere()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        using var probe = await PlugWeb.PostAsync(house[1].Address, "/app", """{"method":"component_nego","params":null}"""u8.ToArray());
        var code = JsonElement.Parse(await probe.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error_code").GetInt32();
        Assert.Equal(9999, code);
        using var klap = await PlugWeb.PostAsync(house[1].Address, "/app/handshake1", new byte[16]);
        Assert.Equal(HttpStatusCode.NotFound, klap.StatusCode);
        using var garbage = await PlugWeb.PostAsync(house[1].Address, "/app", Encoding.ASCII.GetBytes("no JSON"));
        Assert.Equal("""{"error_code":-1003}""", await garbage.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
