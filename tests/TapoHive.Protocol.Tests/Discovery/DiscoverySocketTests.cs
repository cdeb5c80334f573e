using System.Net;
using System.Net.Sockets;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Tests.Discovery;

public sealed class DiscoverySocketTests
{
    private static readonly RsaKeyRing Keys = new(1);

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", "127.20.0.7", "127.20.0.7")]
    [InlineData("0.0.0.0", "127.20.0.8", "127.20.0.8")]
    [InlineData("127.0.0.1", "0.0.0.0", "127.255.255.255")]
    [InlineData("0.0.0.0", "0.0.0.0", "127.255.255.255")]
    public async Task A_probe_reaches_a_device_and_its_answer_comes_back(string local, string deviceAddress, string target)
    {
        using var device = Device(deviceAddress, out var port);
        await using var socket = await OpenAsync(local);
        var answering = AnswerAsync(device);

        Assert.Equal(1, Sessions.Bench.Ok(await socket.ProbeAsync(IPAddress.Parse(target), [port], Stop)));
        await answering;
        var sighting = await socket.Sightings.ReadAsync(Stop);

        Assert.Equal("00-00-5E-00-53-01", sighting.Mac.ToString());
        Assert.Equal(Now, sighting.SeenAt);
        if (deviceAddress != "0.0.0.0")
        {
            Assert.Equal(IPAddress.Parse(deviceAddress), sighting.Host);
        }
    }

    [Fact]
    public async Task Garbage_between_two_answers_is_passed_over()
    {
        using var device = Device("127.0.0.1", out var port);
        await using var socket = await OpenAsync("127.0.0.1");
        Sessions.Bench.Ok(await socket.ProbeAsync(IPAddress.Loopback, [port], Stop));
        var (probe, from) = await ReceiveAsync(device);
        await device.SendToAsync(Answer("00-00-5E-00-53-01").Write(probe.Serial), SocketFlags.None, from, Stop);
        foreach (var garbage in new byte[][] { [], [1, 2, 3], new byte[1500], TdpDatagram.Reply(1, "{"u8), TdpDatagram.Reply(1, """{"error_code":-1}"""u8) })
        {
            await device.SendToAsync(garbage, SocketFlags.None, from, Stop);
        }

        await device.SendToAsync(Answer("00-00-5E-00-53-02").Write(probe.Serial), SocketFlags.None, from, Stop);

        Assert.Equal("00-00-5E-00-53-01", (await socket.Sightings.ReadAsync(Stop)).Mac.ToString());
        Assert.Equal("00-00-5E-00-53-02", (await socket.Sightings.ReadAsync(Stop)).Mac.ToString());
    }

    [Fact]
    public async Task All_ports_are_probed()
    {
        using var first = Device("127.0.0.1", out var firstPort);
        using var second = Device("127.0.0.1", out var secondPort);
        await using var socket = await OpenAsync("127.0.0.1");

        Assert.Equal(2, Sessions.Bench.Ok(await socket.ProbeAsync(IPAddress.Loopback, [firstPort, secondPort], Stop)));
        Assert.Equal((await ReceiveAsync(first)).Probe.Serial, (await ReceiveAsync(second)).Probe.Serial);
    }

    [Fact]
    public async Task The_sightings_end_with_the_socket()
    {
        var socket = await OpenAsync("127.0.0.1");
        await socket.DisposeAsync();

        Assert.False(await socket.Sightings.WaitToReadAsync(Stop));
        Assert.Equal(FailureKind.Dark, Sessions.Bench.Failed(await socket.ProbeAsync(IPAddress.Loopback, [20002], Stop)).Kind);
    }

    [Fact]
    public async Task An_address_that_is_not_ours_is_a_failure_and_no_exception()
    {
        var failure = Sessions.Bench.Failed(await DiscoverySocket.OpenAsync(IPAddress.Parse("192.0.2.1"), Keys, new FakeClock(Now), Stop));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("192.0.2.1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.10", 24, "192.0.2.255")]
    [InlineData("10.1.2.3", 8, "10.255.255.255")]
    [InlineData("192.168.5.6", 22, "192.168.7.255")]
    [InlineData("192.0.2.10", 32, "192.0.2.10")]
    [InlineData("192.0.2.10", 0, "255.255.255.255")]
    public void The_broadcast_address_of_a_network_is_its_last(string address, int prefix, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), LocalNetwork.BroadcastOf(IPAddress.Parse(address), prefix));

    [Fact]
    public void The_networks_of_this_host_have_no_loopback_among_them() =>
        Assert.DoesNotContain(LocalNetwork.OfThisHost(), static network => IPAddress.IsLoopback(network.Local));

    private static async Task<DiscoverySocket> OpenAsync(string local) =>
        Sessions.Bench.Ok(await DiscoverySocket.OpenAsync(IPAddress.Parse(local), Keys, new FakeClock(Now), Stop));

    private static Socket Device(string address, out int port)
    {
        var device = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        device.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        port = ((IPEndPoint)device.LocalEndPoint!).Port;
        return device;
    }

    private static async Task AnswerAsync(Socket device)
    {
        var (probe, from) = await ReceiveAsync(device);
        await device.SendToAsync(Answer("00-00-5E-00-53-01").Write(probe.Serial), SocketFlags.None, from, Stop);
    }

    private static async Task<(DiscoveryProbe Probe, EndPoint From)> ReceiveAsync(Socket device)
    {
        var buffer = new byte[2048];
        var received = await device.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), Stop);
        Assert.True(DiscoveryProbe.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out var probe));
        Assert.True(probe.HasValidCrc);
        Assert.Equal(2048, probe.Key!.Bits);
        return (probe, received.RemoteEndPoint);
    }

    private static DiscoveryAnswer Answer(string mac) => new() { DeviceType = "SMART.TAPOPLUG", DeviceModel = "P110(UK)", Mac = mac, EncryptType = "KLAP", HttpPort = 80 };
}
