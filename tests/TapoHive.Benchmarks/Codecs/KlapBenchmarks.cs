using System.Text;
using BenchmarkDotNet.Attributes;
using TapoHive.Protocol.Klap;

namespace TapoHive.Benchmarks.Codecs;

/// <summary>A KLAP session's messages: a switch order and the answer to a reading.</summary>
[MemoryDiagnoser]
public class KlapBenchmarks
{
    private readonly KlapCipher _client = KlapCipher.Derive(new byte[16], new byte[16], new byte[32]);
    private readonly byte[] _order = Encoding.UTF8.GetBytes("""{"method":"set_device_info","params":{"device_on":true}}""");
    private byte[] _answer = [];

    [GlobalSetup]
    public void Prepare() => _answer = _client.Seal(7, new byte[1024]);

    [Benchmark]
    public KlapCipher Derive() => KlapCipher.Derive(new byte[16], new byte[16], new byte[32]);

    [Benchmark]
    public byte[] Seal() => _client.Seal(7, _order);

    [Benchmark]
    public bool Open() => _client.TryOpen(7, _answer, out _);
}
