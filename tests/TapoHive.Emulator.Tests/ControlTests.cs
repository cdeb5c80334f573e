using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Control;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

/// <summary>A running house through its control interface, over HTTP as programs use it.</summary>
public sealed class ControlTests
{
    private static readonly HttpClient Web = new();

    public static TheoryData<string> EveryFault =>
    [
        "dark:silent", "dark:refused", "dark:mute", "dark:asleep", "account:other", "account:stale", "account:unbound", "forbidden", "strict-time",
        "expired", "delay:1500ms", "drop:before", "drop:after", "hang-up", "garbage:body", "garbage:http", "oversized:2048", "drip:100ms", "signature",
        "error:-1301", "busy:429", "busy:429:20000ms", "ignore", "late:5000ms", "passcode:2", "passcode:salted", "passcode:plain",
    ];

    [Fact]
    public async Task It_lists_what_it_takes()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        await using var control = Open(house.House, out var at);

        var guide = await GetAsync($"{at}/");

        Assert.Contains("/movements", guide.GetProperty("requests").EnumerateArray().Select(static line => line.GetProperty("path").GetString()));
        Assert.Contains("dark:silent, dark:refused, dark:mute or dark:asleep", guide.GetProperty("faults").EnumerateArray().Select(static usage => usage.GetString()));
    }

    [Fact]
    public async Task Plugs_are_shown_as_they_truly_are()
    {
        await using var house = await TestHouse.StartAsync("aes=1,strip=1");
        await using var control = Open(house.House, out var at);
        house[2].Press(new OutletSlot(3));

        var plugs = (await GetAsync($"{at}/plugs")).GetProperty("plugs");

        Assert.Equal(2, plugs.GetArrayLength());
        Assert.Equal("aes", plugs[0].GetProperty("transport").GetString());
        Assert.Equal(house[2].Address.ToString(), plugs[1].GetProperty("address").GetString());
        Assert.Equal(["off", "off", "on"], plugs[1].GetProperty("outlets").EnumerateArray().Select(static outlet => outlet.GetProperty("power").GetString()));
    }

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task Every_fault_can_be_set_is_shown_as_it_is_written_and_can_be_cleared(string fault)
    {
        await using var house = await TestHouse.StartAsync("klap=2");
        await using var control = Open(house.House, out var at);

        var meant = await PostAsync($"{at}/faults", new { fault = fault + "@2" });

        Assert.Equal([2], meant.GetProperty("plugs").EnumerateArray().Select(static plug => plug.GetProperty("number").GetInt32()));
        Assert.Equal([fault], meant.GetProperty("plugs")[0].GetProperty("faults").EnumerateArray().Select(static shown => shown.GetString()));
        Assert.Empty(house[1].Faults);
        using var cleared = await Web.DeleteAsync($"{at}/faults?plugs=2", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.Empty(house[2].Faults);
    }

    [Fact]
    public async Task Incidents_have_happened_when_the_answer_comes()
    {
        await using var house = await TestHouse.StartAsync("klap=2,aes=1");
        await using var control = Open(house.House, out var at);
        var (first, second) = (house[1].Address, house[2].Address);

        await PostAsync($"{at}/faults", new { fault = "swap:2@1" });
        await PostAsync($"{at}/faults", new { fault = "press@1" });
        await PostAsync($"{at}/faults", new { fault = "update:klap1@3" });
        await PostAsync($"{at}/faults", new { fault = "move@3" });
        await PostAsync($"{at}/faults", new { fault = "update:tpap@2" });
        var locked = await PostAsync($"{at}/faults", new { fault = "lock:15m@2" });
        var slow = await PostAsync($"{at}/faults", new { fault = "drift:-5m@2" });

        Assert.Equal((second, first), (house[1].Address, house[2].Address));
        Assert.Equal(PowerState.On, house[1].Power);
        Assert.Equal(Transport.Klap1, house[3].Transport);
        Assert.True(locked.GetProperty("plugs")[0].GetProperty("locked").GetBoolean());
        Assert.Equal(-300, slow.GetProperty("plugs")[0].GetProperty("clockErrorSeconds").GetDouble());
        var movement = (await GetAsync($"{at}/movements")).GetProperty("movements")[0];
        Assert.Equal((1, "on", "button"), (movement.GetProperty("plug").GetInt32(), movement.GetProperty("to").GetString(), movement.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task Requests_say_who_asked_in_which_session_and_whether_it_was_carried_out()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        await using var control = Open(house.House, out var at);
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.SwitchAsync(on: true);
        house[1].Inject(new Fault.Ignored(), FaultScope.Once);
        await client.SwitchAsync(on: false);
        house[1].Inject(new Fault.Late(TimeSpan.FromSeconds(5)), FaultScope.Once);
        await client.SwitchAsync(on: false);
        house[1].Inject(new Fault.Error(-1301), FaultScope.Once);
        await client.SwitchAsync(on: false);

        var requests = (await GetAsync($"{at}/requests?plugs=1&after=2")).GetProperty("requests").EnumerateArray().ToList();

        Assert.All(requests, static request => Assert.Equal("set_device_info", request.GetProperty("method").GetString()));
        Assert.Equal(["yes", "no", "later", "no"], requests.Select(static request => request.GetProperty("applied").GetString()));
        Assert.Equal([0, 0, 0, -1301], requests.Select(static request => request.GetProperty("code").GetInt32()));
        Assert.All(requests, static request => Assert.StartsWith("127.", request.GetProperty("client").GetString(), StringComparison.Ordinal));
        var session = Assert.Single(requests.Select(static request => request.GetProperty("session").GetString()!).Distinct(StringComparer.Ordinal));
        Assert.DoesNotContain(session, client.Cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Numbers_go_on_where_entries_are_no_longer_kept()
    {
        await using var house = await TestHouse.StartAsync("klap=1", static options => options with { LogCapacity = 3 });
        await using var control = Open(house.House, out var at);
        for (var press = 0; press < 5; press++)
        {
            house[1].Press();
        }

        Assert.Equal([3, 4, 5], await NumbersAsync($"{at}/movements"));
        Assert.Equal([5], await NumbersAsync($"{at}/movements?after=4"));
        using var cleared = await Web.DeleteAsync($"{at}/logs", TestContext.Current.CancellationToken);
        Assert.Empty(await NumbersAsync($"{at}/movements"));
        house[1].Press();
        Assert.Equal([6], await NumbersAsync($"{at}/movements"));
    }

    [Theory]
    [InlineData("GET", "/lamps", null, 404, "There is no /lamps")]
    [InlineData("PUT", "/plugs", null, 405, "does not take PUT")]
    [InlineData("GET", "/plugs?plugs=9", null, 400, "There is no plug '9'")]
    [InlineData("GET", "/plugs?lamps=1", null, 400, "'lamps' is not known")]
    [InlineData("GET", "/movements?after=soon", null, 400, "is no number")]
    [InlineData("POST", "/faults", "", 400, "is not a fault")]
    [InlineData("POST", "/faults", "{", 400, "is not a fault")]
    [InlineData("POST", "/faults", "[]", 400, "is not a fault")]
    [InlineData("POST", "/faults", """{"fault":null}""", 400, "is not a fault")]
    [InlineData("POST", "/faults", """{"fault":"dark","plug":1}""", 400, "is not a fault")]
    [InlineData("POST", "/faults", """{"fault":"gremlins"}""", 400, "'gremlins' is not known; known are")]
    [InlineData("POST", "/faults", """{"fault":"dark@7"}""", 400, "There is no plug '7'")]
    [InlineData("POST", "/faults", """{"fault":"press:2@1"}""", 400, "has no relay 2")]
    [InlineData("POST", "/faults", """{"fault":"store:away:3@1"}""", 400, "has no relay 3")]
    [InlineData("POST", "/faults", """{"fault":"swap:9@1"}""", 400, "no plug 9 to swap with")]
    public async Task Bad_input_gets_a_clear_error_and_changes_nothing(string verb, string path, string? body, int status, string says)
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        await using var control = Open(house.House, out var at);

        using var request = new HttpRequestMessage(new HttpMethod(verb), at + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Web.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, (await ReadAsync(response)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(house[1].Faults);
        Assert.Empty(house[1].Movements);
    }

    [Theory]
    [InlineData("dark@1/for=1200h")]
    [InlineData("press@1/every=1200h")]
    [InlineData("load:-Infinity@1")]
    public async Task An_order_that_cannot_be_kept_is_refused_as_often_as_it_comes(string fault)
    {
        await using var house = await TestHouse.StartAsync("klap=1", static options => options with { Time = TimeProvider.System });
        await using var control = Open(house.House, out var at);
        for (var time = 0; time < 5; time++)
        {
            using var refused = await Web.PostAsJsonAsync($"{at}/faults", new { fault }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Equal(1, (await GetAsync($"{at}/plugs")).GetProperty("plugs").GetArrayLength());
    }

    [Fact]
    public async Task A_failure_of_the_emulator_is_told_and_the_next_request_is_served()
    {
        var time = new FailingTime();
        await using var house = await TestHouse.StartAsync("klap=1", options => options with { Time = time });
        await using var control = Open(house.House, out var at);
        time.Fails = true;
        for (var request = 0; request < 5; request++)
        {
            using var failed = await Web.GetAsync($"{at}/plugs", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
            Assert.Contains("This clock has stopped.", (await ReadAsync(failed)).GetProperty("error").GetString(), StringComparison.Ordinal);
        }

        time.Fails = false;
        Assert.Equal(1, (await GetAsync($"{at}/plugs")).GetProperty("plugs").GetArrayLength());
    }

    [Fact]
    public async Task A_page_in_a_browser_and_a_body_without_end_get_nowhere()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        await using var control = Open(house.House, out var at);
        var cancellation = TestContext.Current.CancellationToken;

        using var simple = await Web.PostAsync($"{at}/faults", new StringContent("""{"fault":"dark"}"""), cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, simple.StatusCode);
        using var huge = await Web.PostAsync($"{at}/faults", new StringContent(new string(' ', 100_000), Encoding.UTF8, "application/json"), cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, $"{at}/plugs");
        rebound.Headers.Host = "evil.example";
        using var elsewhere = await Web.SendAsync(rebound, cancellation);
        Assert.False(elsewhere.IsSuccessStatusCode);
        Assert.Empty(house[1].Faults);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_explained()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = Assert.Throws<HouseStartException>(() => HouseControl.Open(house.House, port));

        Assert.Contains("Choose another port with --control", error.Message, StringComparison.Ordinal);
        Assert.Throws<HouseStartException>(() => HouseControl.Open(house.House, 0));
    }

    private static HouseControl Open(EmulatedHouse house, out string at)
    {
        // A port that was free a moment ago may be somebody else's now.
        for (var left = 20; ; left--)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            try
            {
                at = $"http://127.0.0.1:{port}";
                return HouseControl.Open(house, port);
            }
            catch (HouseStartException) when (left > 0)
            {
                continue;
            }
        }
    }

    private static async Task<JsonElement> GetAsync(string address)
    {
        using var response = await Web.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> PostAsync(string address, object body)
    {
        using var response = await Web.PostAsJsonAsync(address, body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private static async Task<IEnumerable<int>> NumbersAsync(string address) =>
        (await GetAsync(address)).GetProperty("movements").EnumerateArray().Select(static movement => movement.GetProperty("number").GetInt32()).ToList();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private sealed class FailingTime : TimeProvider
    {
        private volatile bool _fails;

        public bool Fails
        {
            set => _fails = value;
        }

        public override DateTimeOffset GetUtcNow() => _fails ? throw new NotSupportedException("This clock has stopped.") : base.GetUtcNow();
    }
}
