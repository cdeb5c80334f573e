using System.Net;
using System.Net.Sockets;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class PresenceTests
{
    /// <summary>A listener a plug, or one for all of them.</summary>
    public static TheoryData<int> Listeners => [1_000, 0];

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task A_silent_plug_lets_connection_attempts_hang(int mostListeners)
    {
        await using var house = await TestHouse.StartAsync("klap=2", o => o with { MostListeners = mostListeners });
        house[1].Inject(new Fault.Dark(DarkKind.Silent));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        Assert.False(Connects(socket, house[1].Address));
        Assert.False(socket.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectWrite));
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[2].Address, "/")).StatusCode);
        house[1].ClearFaults();
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[1].Address, "/")).StatusCode);
    }

    [Fact]
    public async Task A_refusing_plug_refuses()
    {
        await using var house = await TestHouse.StartAsync("klap=2");
        house[1].Inject(new Fault.Dark(DarkKind.Refused));
        var refused = await Assert.ThrowsAnyAsync<SocketException>(() => RawConnection.OpenAsync(house[1].Address));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[2].Address, "/")).StatusCode);
        house[1].ClearFaults();
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[1].Address, "/")).StatusCode);
    }

    [Fact]
    public async Task In_a_large_house_a_refusing_plug_resets()
    {
        await using var house = await TestHouse.StartAsync("klap=2", static o => o with { MostListeners = 0 });
        house[1].Inject(new Fault.Dark(DarkKind.Refused));
        Assert.False(await RawConnection.IsServedAsync(house[1].Address));
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[2].Address, "/")).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task A_mute_plug_accepts_and_never_answers(int mostListeners)
    {
        await using var house = await TestHouse.StartAsync("klap=1", o => o with { MostListeners = mostListeners });
        house[1].Inject(new Fault.Dark(DarkKind.Mute));
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        Assert.True(connection.IsSilent);
        Assert.Empty(house[1].Requests);
        using var asker = DiscoveryTests.Asker();
        Assert.Single(await DiscoveryTests.AskAsync(asker, house[1].Address.Host, house.House.DiscoveryPort, 1));
    }

    [Fact]
    public async Task An_open_connection_goes_mute_when_the_plug_does()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("POST /app HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        await connection.ReadUntilAsync("}");
        house[1].Inject(new Fault.Dark(DarkKind.Silent));
        await connection.SendAsync("POST /app HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        Assert.True(connection.IsSilent);
    }

    [Fact]
    public async Task A_plug_may_sleep_until_it_is_probed()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        house[1].Inject(new Fault.Dark(DarkKind.Asleep));
        await Assert.ThrowsAnyAsync<SocketException>(() => RawConnection.OpenAsync(house[1].Address));
        using var asker = DiscoveryTests.Asker();
        Assert.Single(await DiscoveryTests.AskAsync(asker, house[1].Address.Host, house.House.DiscoveryPort, 1));
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[1].Address, "/")).StatusCode);
    }

    [Fact]
    public async Task Dark_plugs_are_not_discovered()
    {
        await using var house = await TestHouse.StartAsync("klap=3");
        house[1].Inject(new Fault.Dark(DarkKind.Silent));
        house[2].Inject(new Fault.Dark(DarkKind.Refused));
        using var asker = DiscoveryTests.Asker();
        var (from, _) = Assert.Single(await DiscoveryTests.AskAsync(asker, IPAddress.Parse("127.255.255.255"), house.House.DiscoveryPort, 1));
        Assert.Equal(house[3].Address.Host, from.Address);
        Assert.False(asker.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead));
    }

    [Fact]
    public async Task A_darkness_that_is_ordered_for_later_comes_and_goes_on_time()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        house[1].Inject(new Fault.Dark(DarkKind.Refused), new FaultScope(At: TimeSpan.FromSeconds(5), For: TimeSpan.FromSeconds(5)));
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[1].Address, "/")).StatusCode);
        house.Time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<SocketException>(() => RawConnection.OpenAsync(house[1].Address));
        house.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[1].Address, "/")).StatusCode);
    }

    [Theory]
    [InlineData("""{"type":"last_states"}""", PowerState.On)]
    [InlineData("""{"type":"custom","state":{"on":false}}""", PowerState.Off)]
    public async Task After_a_power_cut_the_default_state_decides(string defaults, PowerState after)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.CodeAsync("set_device_info", $$"""{"device_on":true,"default_states":{{defaults}}}""");
        await client.CodeAsync("add_countdown_rule", """{"enable":true,"delay":600,"desired_states":{"on":false}}""");
        house.Time.Advance(TimeSpan.FromMinutes(5));
        house[1].Reboot(TimeSpan.FromSeconds(20));
        Assert.Equal(PowerState.Off, house[1].Power);
        Assert.Equal(MovementCause.PowerLost, house[1].Movements[^1].Cause);
        house.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(after, house[1].Power);
        using var lost = await client.PostAsync(client.Seal("""{"method":"get_device_info"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, lost.StatusCode);
        house.Time.Advance(TimeSpan.FromSeconds(30));
        var info = await (await KlapClient.ConnectAsync(house[1])).ResultAsync("get_device_info");
        Assert.Equal(after is PowerState.On ? 30 : 0, info.GetProperty("on_time").GetInt32());

        // The countdown did not survive.
        house.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(after, house[1].Power);
    }

    [Fact]
    public async Task A_plug_reboots_when_it_is_told_to()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.SwitchAsync(on: true);
        Assert.Equal(0, await client.CodeAsync("device_reboot", """{"delay":1}"""));
        Assert.Equal(PowerState.On, house[1].Power);
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PowerState.Off, house[1].Power);
        house.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(PowerState.On, house[1].Power);
    }

    [Fact]
    public async Task A_plug_that_is_told_to_reboot_may_do_so_late()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.SwitchAsync(on: true);
        house[1].Inject(new Fault.Late(TimeSpan.FromSeconds(5)), FaultScope.Once);
        Assert.Equal(0, await client.CodeAsync("device_reboot", """{"delay":0}"""));
        var due = house.Time.GetUtcNow() + TimeSpan.FromSeconds(5);
        house.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Single(house[1].Movements);
        house.Time.Advance(TimeSpan.FromSeconds(1));
        var lost = house[1].Movements[^1];
        Assert.Equal((due, MovementCause.PowerLost, Presence.Gone), (lost.At, lost.Cause, house[1].Core.Presence));
    }

    [Fact]
    public async Task A_second_power_cut_during_the_first_only_makes_it_longer()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.SwitchAsync(on: true);
        house[1].Reboot(TimeSpan.FromSeconds(20));
        house.Time.Advance(TimeSpan.FromSeconds(5));
        house[1].Reboot(TimeSpan.FromSeconds(20));
        house.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(Presence.Gone, house[1].Core.Presence);
        house[1].Reboot(TimeSpan.FromSeconds(1));
        house.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(Presence.Gone, house[1].Core.Presence);
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Presence.Present, PowerState.On), (house[1].Core.Presence, house[1].Power));
        Assert.Equal([MovementCause.Command, MovementCause.PowerLost, MovementCause.PowerRestored], house[1].Movements.Select(static m => m.Cause));
    }

    [Fact]
    public async Task Mains_comes_back_after_any_number_of_power_cuts()
    {
        await using var house = await TestHouse.StartAsync("p110");
        for (var cut = 0; cut < 40; cut++)
        {
            house[1].Reboot(TimeSpan.FromMinutes(1));
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        for (var second = 0; second < 59; second++)
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Presence.Present, house[1].Core.Presence);
    }

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task Two_plugs_may_swap_their_addresses(int mostListeners)
    {
        await using var house = await TestHouse.StartAsync("klap=2", o => o with { MostListeners = mostListeners });
        var (first, second) = (house[1].Address, house[2].Address);
        house.House.Swap(house[1], house[2]);
        Assert.Equal((second, first), (house[1].Address, house[2].Address));
        var info = await (await KlapClient.ConnectAsync(house[1])).ResultAsync("get_device_info");
        Assert.Equal(house[1].Mac.ToString(), info.GetProperty("mac").GetString());
        Assert.Equal(second.Host.ToString(), info.GetProperty("ip").GetString());
    }

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task A_plug_may_move_to_a_new_address(int mostListeners)
    {
        await using var house = await TestHouse.StartAsync("klap=2", o => o with { MostListeners = mostListeners });
        var before = house[1].Address;
        Assert.True(house.House.Move(house[1]));
        Assert.NotEqual(before, house[1].Address);
        Assert.False(await RawConnection.IsServedAsync(before));
        Assert.Equal(HttpStatusCode.OK, (await PlugWeb.GetAsync(house[1].Address, "/")).StatusCode);
        using var asker = DiscoveryTests.Asker();
        var answers = await DiscoveryTests.AskAsync(asker, IPAddress.Parse("127.255.255.255"), house.House.DiscoveryPort, 2);
        Assert.Contains(answers, a => a.From.Address.Equals(house[1].Address.Host));
    }

    private static bool Connects(Socket socket, PlugAddress address)
    {
        try
        {
            socket.Connect(address.Host, address.Port);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock)
        {
            return false;
        }
    }
}
