using System.Buffers.Binary;
using System.Net;
using NodaTime;

namespace TapoHive.Actors.Discovery;

/// <summary>Probes that belong together: one target three times over two seconds, because answers get lost (PROTOCOL 7, row 20), or
/// every address of a range once.</summary>
internal sealed class ProbePlan
{
    private static readonly Duration Repetition = Duration.FromSeconds(1);
    private const int Repetitions = 3;

    private readonly uint _first;
    private readonly long _count;
    private readonly Duration _step;
    private readonly int _addressStep;
    private Instant _due;
    private long _sent;

    private ProbePlan(IPAddress local, IReadOnlyList<int> ports, uint first, long count, int addressStep, Instant due, Duration step)
    {
        Local = local;
        Ports = ports;
        _first = first;
        _count = count;
        _addressStep = addressStep;
        _due = due;
        _step = step;
    }

    /// <summary>The local address they leave from.</summary>
    public IPAddress Local { get; }

    /// <summary>The ports they go to.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Whether it asks the addresses of a range, each once.</summary>
    public bool IsSweep => _step == Duration.Zero;

    /// <summary>Whether another plan asks the same addresses from the same place.</summary>
    public bool AsksTheSameAs(ProbePlan other) =>
        Local.Equals(other.Local) && _first == other._first && _count == other._count && _addressStep == other._addressStep && Ports.SequenceEqual(other.Ports);

    /// <summary>Whether all have left.</summary>
    public bool IsDone => _sent >= _count;

    public static ProbePlan Repeated(IPAddress local, IPAddress target, IReadOnlyList<int> ports, Instant now) =>
        new(local, ports, Bits(target), Repetitions, 0, now, Repetition);

    public static ProbePlan Sweep(IPAddress local, IPAddress anyInside, int prefixLength, IReadOnlyList<int> ports)
    {
        var size = 1L << (32 - prefixLength);
        var network = Bits(anyInside) & (uint)~(size - 1);

        // Without the network's own address and its broadcast, which is asked as such.
        return size <= 2
            ? new ProbePlan(local, ports, network, size, 1, Instant.MinValue, Duration.Zero)
            : new ProbePlan(local, ports, network + 1, size - 2, 1, Instant.MinValue, Duration.Zero);
    }

    /// <summary>The next target, if one is due.</summary>
    public IPAddress? Next(Instant now)
    {
        // One that lies further ahead than any we plan means that the clock was set back: it is due.
        if (IsDone || (now < _due && _due - now <= _step))
        {
            return null;
        }

        var target = Address(_first + (uint)(_sent * _addressStep));
        _sent++;
        _due = _step == Duration.Zero ? _due : now + _step;
        return target;
    }

    private static uint Bits(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress Address(uint bits)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, bits);
        return new IPAddress(bytes);
    }
}
