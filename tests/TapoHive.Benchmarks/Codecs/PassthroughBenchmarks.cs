using BenchmarkDotNet.Attributes;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.SecurePassthrough;

namespace TapoHive.Benchmarks.Codecs;

/// <summary>securePassthrough: the RSA half of a handshake on the client's side, and a session's messages.</summary>
[MemoryDiagnoser]
public class PassthroughBenchmarks
{
    private readonly RsaKeyPair _key = RsaKeyPair.Generate(RsaKeyRing.HandshakeBits);
    private readonly PassthroughCipher _cipher = PassthroughCipher.From(new byte[PassthroughCipher.KeyAndIvLength]);
    private byte[] _wrapped = [];
    private string _sealed = "";

    [GlobalSetup]
    public void Prepare()
    {
        PassthroughCipher.Fresh(_key.Public, out var wrapped).Dispose();
        _wrapped = Convert.FromBase64String(wrapped);
        _sealed = _cipher.Seal(new byte[1024]);
    }

    [Benchmark]
    public bool Unwrap() => _key.TryUnwrapPkcs1(_wrapped, out _);

    [Benchmark]
    public string Seal() => _cipher.Seal("""{"method":"set_device_info","params":{"device_on":true}}"""u8);

    [Benchmark]
    public bool Open() => _cipher.TryOpen(_sealed, out _);
}
