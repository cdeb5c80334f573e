namespace TapoHive.Protocol.Keys;

/// <summary>
/// The process's RSA keys: a few 1024-bit pairs that serve the handshakes of all plugs in turn, and one 2048-bit pair for
/// discovery. Nothing is made until somebody asks; then the pairs are made one after the other on a background thread of low
/// priority, so that no caller's thread ever computes one and an idle process computes none. Thread-safe.
/// </summary>
public sealed class RsaKeyRing
{
    /// <summary>What plugs demand of the handshake key (PROTOCOL 2.1).</summary>
    public const int HandshakeBits = 1024;

    /// <summary>What discovery uses (PROTOCOL 1.1).</summary>
    public const int DiscoveryBits = 2048;

    private readonly int _size;
    private readonly Func<int, RsaKeyPair> _make;
    private readonly TaskCompletionSource<RsaKeyPair> _firstHandshakeKey = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RsaKeyPair> _discoveryKey = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RsaKeyPair[] _ready = [];
    private int _handshakeAsked;
    private int _discoveryAsked;
    private uint _turn;

    /// <summary>A ring of so many handshake keys; more than a few gain nothing.</summary>
    public RsaKeyRing(int handshakeKeys = 3)
        : this(handshakeKeys, RsaKeyPair.Generate)
    {
    }

    /// <summary>The same, with keys that somebody else makes.</summary>
    internal RsaKeyRing(int handshakeKeys, Func<int, RsaKeyPair> make)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(handshakeKeys);
        _size = handshakeKeys;
        _make = make;
    }

    /// <summary>Starts making the keys, for a process that knows it will need them.</summary>
    public void Prepare()
    {
        AskForHandshakeKeys();
        AskForDiscoveryKey();
    }

    /// <summary>The pair for the next handshake, each in its turn. Waits only while not a single one is ready.</summary>
    public Task<RsaKeyPair> HandshakeKeyAsync(CancellationToken cancellationToken)
    {
        var ready = Volatile.Read(ref _ready);
        if (ready.Length > 0)
        {
            return Task.FromResult(ready[Interlocked.Increment(ref _turn) % (uint)ready.Length]);
        }

        AskForHandshakeKeys();
        return _firstHandshakeKey.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The pair whose public half goes out with every discovery probe of this process.</summary>
    public Task<RsaKeyPair> DiscoveryKeyAsync(CancellationToken cancellationToken)
    {
        AskForDiscoveryKey();
        return _discoveryKey.Task.WaitAsync(cancellationToken);
    }

    private void AskForHandshakeKeys()
    {
        if (Interlocked.Exchange(ref _handshakeAsked, 1) == 0)
        {
            InBackground(_firstHandshakeKey, () =>
            {
                for (var made = 1; made <= _size; made++)
                {
                    var pair = _make(HandshakeBits);
                    Volatile.Write(ref _ready, [.. _ready, pair]);
                    _firstHandshakeKey.TrySetResult(pair);
                }
            });
        }
    }

    private void AskForDiscoveryKey()
    {
        if (Interlocked.Exchange(ref _discoveryAsked, 1) == 0)
        {
            InBackground(_discoveryKey, () => _discoveryKey.SetResult(_make(DiscoveryBits)));
        }
    }

    private static void InBackground(TaskCompletionSource<RsaKeyPair> waiters, Action make)
    {
        var thread = new Thread(() =>
        {
            try
            {
                make();
            }
#pragma warning disable CA1031 // Whatever goes wrong belongs to whoever waits for the key; on this thread it would end the process.
            catch (Exception e)
#pragma warning restore CA1031
            {
                waiters.TrySetException(e);
            }
        })
        {
            IsBackground = true,
            Name = "rsa keys",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
    }
}
