using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class FaultGrammarTests
{
    public static TheoryData<string, Fault> Lasting => new()
    {
        { "dark", new Fault.Dark(DarkKind.Silent) },
        { "dark:refused", new Fault.Dark(DarkKind.Refused) },
        { "dark:asleep", new Fault.Dark(DarkKind.Asleep) },
        { "account:stale", new Fault.Account(AccountKind.Stale) },
        { "forbidden", new Fault.Forbidden() },
        { "strict-time", new Fault.StrictTime() },
        { "expired", new Fault.Expired() },
        { "delay:1.5s", new Fault.Delay(TimeSpan.FromSeconds(1.5)) },
        { "drop:before", new Fault.Drop(DropMoment.BeforeApplying) },
        { "hang-up", new Fault.HangUp() },
        { "garbage:http", new Fault.Garbage(GarbageKind.Http) },
        { "oversized:10m", new Fault.Oversized(10 << 20) },
        { "drip:100ms", new Fault.Drip(TimeSpan.FromMilliseconds(100)) },
        { "signature", new Fault.WrongSignature() },
        { "error:-1008", new Fault.Error(-1008) },
        { "busy", new Fault.Error(-1301) },
        { "busy:429", new Fault.TooMany() },
        { "busy:429:20s", new Fault.TooMany(TimeSpan.FromSeconds(20)) },
        { "ignore", new Fault.Ignored() },
        { "late:2m", new Fault.Late(TimeSpan.FromMinutes(2)) },
    };

    public static TheoryData<string, Incident> Sudden => new()
    {
        { "press", new Incident.Press() },
        { "press:2", new Incident.Press(new OutletSlot(2)) },
        { "trip", new Incident.Trip() },
        { "reboot:30s", new Incident.Reboot(TimeSpan.FromSeconds(30)) },
        { "forget", new Incident.Forget() },
        { "move", new Incident.Move() },
        { "swap:7", new Incident.Swap(7) },
        { "clear-meter", new Incident.ClearMeter() },
        { "lose-clock", new Incident.LoseClock() },
        { "load:7.5", new Incident.Load(7.5) },
        { "update", new Incident.Update(Transport.Klap) },
        { "drift:5m", new Incident.Drift(TimeSpan.FromMinutes(5)) },
        { "drift:-90s", new Incident.Drift(TimeSpan.FromSeconds(-90)) },
        { "store:schedule", new Incident.Store(StoredRule.Schedule) },
        { "store:auto-off:2", new Incident.Store(StoredRule.AutoOff, new OutletSlot(2)) },
        { "store:away", new Incident.Store(StoredRule.Away) },
        { "store:countdown", new Incident.Store(StoredRule.Countdown) },
    };

    [Theory]
    [MemberData(nameof(Lasting))]
    public void Every_fault_has_a_name(string text, Fault fault)
    {
        var order = Assert.IsType<FaultOrder.Lasting>(TestHouse.Order(text));
        Assert.Equal((fault, FaultScope.Always, PlugPicker.All), (order.Fault, order.Scope, order.Plugs));
    }

    [Theory]
    [MemberData(nameof(Sudden))]
    public void Every_incident_has_a_name(string text, Incident incident)
    {
        var order = Assert.IsType<FaultOrder.Sudden>(TestHouse.Order(text + "@1/at=5s/every=1m"));
        Assert.Equal((incident, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)), (order.Incident, order.At, order.Every));
    }

    [Fact]
    public void A_scope_says_when_and_what()
    {
        var order = Assert.IsType<FaultOrder.Lasting>(TestHouse.Order("drop:after@2/after=3/next=1/at=2s/for=1h/method=set_device_info"));
        Assert.Equal(new FaultScope(3, 1, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1), "set_device_info"), order.Scope);
    }

    [Theory]
    [InlineData("darkness", "'darkness' is not known; known are account, busy, clear-meter, dark")]
    [InlineData("dark:deep", "'dark' is written dark:silent, dark:refused")]
    [InlineData("delay", "'delay' is written delay:500ms")]
    [InlineData("delay:fast", "'delay' is written delay:500ms")]
    [InlineData("dark@", "the list of plugs is empty")]
    [InlineData("dark@1/soon=5s", "'/soon=5s' is none of /after=N, /next=N")]
    [InlineData("press@1/next=1", "'/next=1' is none of /at=5s and /every=30s")]
    [InlineData("store:lamp", "'store' is written store:schedule")]
    [InlineData("drift:--5m", "'drift' is written drift:5m")]
    [InlineData("busy:430", "'busy' is written busy, busy:429 or busy:429:20s")]
    [InlineData("reboot:1200h", "'1200h' is too long; a time here is at most 576h, which is 24 days")]
    [InlineData("delay:577h", "'577h' is too long")]
    [InlineData("drip:577h", "'577h' is too long")]
    [InlineData("late:577h", "'577h' is too long")]
    [InlineData("dark@1/for=1200h", "'1200h' is too long")]
    [InlineData("dark@1/at=1200h", "'1200h' is too long")]
    [InlineData("press@1/at=1200h", "'1200h' is too long")]
    [InlineData("press@1/every=1200h", "'1200h' is too long")]
    [InlineData("load:-Infinity", "'load' is written load:250 (watts)")]
    [InlineData("load:NaN", "'load' is written load:250 (watts)")]
    [InlineData("expired@1/method=get_device_info", "'expired' happens before a request is opened and cannot pick a method")]
    [InlineData("", "'' is not known")]
    public void What_cannot_be_read_is_said_in_a_sentence(string text, string words)
    {
        var error = Assert.IsType<Parsed<FaultOrder>.Error>(FaultGrammar.Parse(text));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Fault '{text}' cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_cannot_get_lost_at_a_method()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        Assert.Throws<ArgumentException>(() => house[1].Inject(new Fault.Expired(), new FaultScope(Method: "get_device_info")));
        Assert.Empty(house[1].Faults);
    }

    [Theory]
    [InlineData("dark@1/at=576h/for=576h")]
    [InlineData("press@1/at=576h/every=576h")]
    [InlineData("reboot:576h@1")]
    [InlineData("drift:-20000h@1")]
    public async Task What_can_be_read_can_be_kept(string text)
    {
        await using var house = await TestHouse.StartAsync("klap=1", static o => o with { Time = TimeProvider.System });
        Assert.Null(house.House.Order(TestHouse.Order(text)));
    }

    [Theory]
    [InlineData("dark@3,7", "3 7")]
    [InlineData("dark=2-4,1", "1 2 3 4")]
    [InlineData("dark", "1 2 3 4 5 6 7 8 9 10")]
    [InlineData("dark@30%", "4 7 10")]
    [InlineData("dark@Kettle", "2")]
    [InlineData("dark@00-00-5E-00-53-05", "5")]
    public async Task Plugs_are_picked_in_many_ways(string text, string numbers)
    {
        await using var house = await TestHouse.StartAsync("klap=10");
        Assert.Null(house.House.Order(TestHouse.Order(text)));
        Assert.Equal(numbers, string.Join(' ', house.House.Plugs.Where(static p => p.Faults.Count > 0).Select(static p => p.Number)));
    }

    [Theory]
    [InlineData("dark@11", "There is no plug '11'; the house has 1 to 10.")]
    [InlineData("dark@5-3", "There is no plug '5-3'")]
    [InlineData("dark@Sauna", "There is no plug 'Sauna'; write a number")]
    [InlineData("press:2@1", "has no relay 2")]
    [InlineData("swap:12@1", "There is no plug 12 to swap with.")]
    public async Task A_house_refuses_what_it_does_not_have(string text, string words)
    {
        await using var house = await TestHouse.StartAsync("klap=10");
        Assert.Contains(words, house.House.Order(TestHouse.Order(text)), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<HouseStartException>(() => TestHouse.StartAsync("klap=10", o => o with { Faults = [TestHouse.Order(text)] }));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incidents_happen_on_time_and_again()
    {
        await using var house = await TestHouse.StartAsync("klap=2", static o => o with { Faults = [TestHouse.Order("press@1/every=30s"), TestHouse.Order("swap:2@1/at=1m")] });
        var first = house[1].Address;
        house.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(house[1].Movements);
        house.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal([PowerState.On, PowerState.Off], house[1].Movements.Select(static m => m.To));
        Assert.Equal(first, house[2].Address);
    }

    [Fact]
    public async Task Logs_are_bounded()
    {
        await using var house = await TestHouse.StartAsync("klap=1", static o => o with { LogCapacity = 3 });
        for (var i = 0; i < 5; i++)
        {
            house[1].Press();
        }

        Assert.Equal([PowerState.On, PowerState.Off, PowerState.On], house[1].Movements.Select(static m => m.To));
        house[1].ClearLogs();
        Assert.Empty(house[1].Movements);
    }
}
