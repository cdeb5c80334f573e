using BenchmarkDotNet.Attributes;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Benchmarks.Codecs;

/// <summary>A TPAP session's messages.</summary>
[MemoryDiagnoser]
public class TpapBenchmarks
{
    private readonly TpapCipher _cipher = TpapCipher.Derive(new byte[32], 1);
    private byte[] _answer = [];

    [GlobalSetup]
    public void Prepare() => _answer = _cipher.Seal(7, new byte[1024]);

    [Benchmark]
    public byte[] Seal() => _cipher.Seal(7, """{"method":"set_device_info","params":{"device_on":true}}"""u8);

    [Benchmark]
    public bool Open() => _cipher.TryOpenReply(7, _answer, out _);
}
