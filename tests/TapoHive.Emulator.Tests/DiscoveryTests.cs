using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;

namespace TapoHive.Emulator.Tests;

public sealed class DiscoveryTests
{
    private static readonly byte[] _probe = DiscoveryProbe.Write(0x01020304, RsaKeyPair.Generate(1024).Public);

    [Fact]
    public async Task A_plug_answers_from_its_own_address_and_the_port_it_was_asked_on()
    {
        await using var house = await TestHouse.StartAsync("aes=1,klap=1");
        using var asker = Asker();
        var (from, answer) = Assert.Single(await AskAsync(asker, _probe, house[2].Address.Host, house.House.DiscoveryPort, 1));
        Assert.Equal(new IPEndPoint(house[2].Address.Host, house.House.DiscoveryPort), from);
        Assert.Equal(house[2].Mac.ToString(), answer.Mac);
        Assert.Equal(house[2].DiscoveryId, answer.DeviceId);
        Assert.Equal(house[2].Address.Port, answer.HttpPort);
        Assert.Equal("KLAP", answer.EncryptType);
        Assert.Equal(2, answer.LoginVersion);
    }

    [Fact]
    public async Task A_broadcast_reaches_every_plug()
    {
        await using var house = await TestHouse.StartAsync("aes=2,klap=3,klap1=1,strip=1");
        using var asker = Asker();
        var answers = await AskAsync(asker, _probe, IPAddress.Parse("127.255.255.255"), house.House.DiscoveryPort, 7);
        Assert.Equal(
            house.House.Plugs.Select(static p => p.Address.Host.ToString()).Order(StringComparer.Ordinal),
            answers.Select(static a => a.From.Address.ToString()).Order(StringComparer.Ordinal));
        var first = answers.Single(a => a.From.Address.Equals(house[1].Address.Host)).Answer;
        Assert.Equal(("AES", "P100"), (first.EncryptType, first.DeviceModel));
        Assert.Null(first.LoginVersion);
        Assert.Equal(2, answers.Single(a => a.From.Address.Equals(house[2].Address.Host)).Answer.LoginVersion);
        Assert.Equal("IOT.SMARTPLUGSWITCH", answers.Single(a => a.From.Address.Equals(house[6].Address.Host)).Answer.DeviceType);
    }

    [Fact]
    public async Task A_port_a_plug_shares_one_address()
    {
        await using var house = await TestHouse.StartAsync("klap=3", static o => o with { Binding = new HouseBinding.PortEach(IPAddress.Loopback, 0) });
        using var asker = Asker();
        var answers = await AskAsync(asker, _probe, IPAddress.Loopback, house.House.DiscoveryPort, 3);
        Assert.Equal(
            house.House.Plugs.Select(static p => p.Address.Port).Order(),
            answers.Select(static a => a.Answer.HttpPort!.Value).Order());
        Assert.Equal("P105", (await (await KlapClient.ConnectAsync(house[2])).ResultAsync("get_device_info")).GetProperty("model").GetString());
    }

    [Fact]
    public async Task The_short_probe_of_old_clients_is_answered_too()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        using var asker = Asker();
        Assert.Single(await AskAsync(asker, Convert.FromHexString("020000010000000000000000463cb5d3"), house[1].Address.Host, house.House.DiscoveryPort, 1));
    }

    [Fact]
    public async Task What_is_no_probe_is_not_answered()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        using var asker = Asker();
        byte[] broken = [.. _probe];
        broken[^1] ^= 1;
        foreach (var nonsense in new[] { broken, new byte[3], new byte[1400], Encoding.ASCII.GetBytes("M-SEARCH * HTTP/1.1") })
        {
            await asker.SendToAsync(nonsense, new IPEndPoint(house[1].Address.Host, house.House.DiscoveryPort), TestContext.Current.CancellationToken);
        }

        // The one good probe afterwards is the only one with an answer.
        Assert.Single(await AskAsync(asker, _probe, house[1].Address.Host, house.House.DiscoveryPort, 1));
        Assert.False(asker.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead));
    }

    [Fact]
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The plug's own choice.")]
    public async Task The_owner_is_the_MD5_of_the_account_as_it_is_written()
    {
        await using var house = await TestHouse.StartAsync("klap=1");
        using var asker = Asker();
        var (from, answer) = Assert.Single(await AskAsync(asker, _probe, house[1].Address.Host, house.House.DiscoveryPort, 1));
        Assert.Equal(Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(TestHouse.Username))), answer.Owner);
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(house[1].Id))), answer.DeviceId);
        var sighting = answer.ToSighting(from.Address, NodaTime.Instant.FromUnixTimeSeconds(0));
        Assert.Equal(house[1].Mac, sighting!.Mac);
    }

    [Fact]
    public async Task A_second_discovery_port_can_be_asked_for()
    {
        await using var house = await TestHouse.StartAsync("klap=1", static o => o with { SecondDiscoveryPort = 0 });
        Assert.Equal(2, house.House.DiscoveryPorts.Length);
        using var asker = Asker();
        foreach (var port in house.House.DiscoveryPorts)
        {
            var (from, _) = Assert.Single(await AskAsync(asker, _probe, house[1].Address.Host, port, 1));
            Assert.Equal(port, from.Port);
        }
    }

    internal static Socket Asker()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true, ReceiveBufferSize = 4 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    internal static Task<List<(IPEndPoint From, DiscoveryAnswer Answer)>> AskAsync(Socket asker, IPAddress whom, int port, int expected) =>
        AskAsync(asker, _probe, whom, port, expected);

    private static async Task<List<(IPEndPoint From, DiscoveryAnswer Answer)>> AskAsync(Socket asker, byte[] probe, IPAddress whom, int port, int expected)
    {
        await asker.SendToAsync(probe, new IPEndPoint(whom, port), TestContext.Current.CancellationToken);
        var answers = new List<(IPEndPoint, DiscoveryAnswer)>();
        var buffer = new byte[2048];
        while (answers.Count < expected)
        {
            var received = await asker.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), TestContext.Current.CancellationToken);
            answers.Add(((IPEndPoint)received.RemoteEndPoint, DiscoveryAnswer.Read(buffer.AsSpan(0, received.ReceivedBytes), null)!));
        }

        return answers;
    }
}
