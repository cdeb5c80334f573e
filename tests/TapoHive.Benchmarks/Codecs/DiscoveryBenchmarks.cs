using BenchmarkDotNet.Attributes;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;

namespace TapoHive.Benchmarks.Codecs;

/// <summary>A probe as it goes out, and an answer as it comes in.</summary>
[MemoryDiagnoser]
public class DiscoveryBenchmarks
{
    private readonly RsaKeyPair _key = RsaKeyPair.Generate(RsaKeyRing.DiscoveryBits);
    private readonly byte[] _answer = new DiscoveryAnswer
    {
        DeviceId = "0123456789abcdef0123456789abcdef",
        Owner = "0123456789ABCDEF0123456789ABCDEF",
        DeviceType = "SMART.TAPOPLUG",
        DeviceModel = "P110(UK)",
        Ip = "192.0.2.10",
        Mac = "00-00-5E-00-53-01",
        EncryptType = "KLAP",
        HttpPort = 80,
        LoginVersion = 2,
    }.Write(7);

    [Benchmark]
    public byte[] Probe() => DiscoveryProbe.Write(7, _key.Public);

    [Benchmark]
    public DiscoveryAnswer? Read() => DiscoveryAnswer.Read(_answer, _key);
}
