namespace TapoHive.Protocol.Http;

/// <summary>
/// The clock of one request: the connect timeout while a connection is being made for it, the request timeout otherwise. The
/// connection's side may outlive the request, so what it reports after the end is ignored.
/// </summary>
internal sealed class Exchange : IDisposable
{
    public static readonly HttpRequestOptionsKey<Exchange> Key = new("tapohive.exchange");

    private readonly Lock _gate = new();
    private readonly TimeSpan _connectTimeout;
    private readonly TimeSpan _requestTimeout;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private Progress _progress = Progress.Waiting;
    private bool _ended;

    public Exchange(TimeSpan connectTimeout, TimeSpan requestTimeout, TimeProvider time, CancellationToken caller)
    {
        (_connectTimeout, _requestTimeout) = (connectTimeout, requestTimeout);
        _deadline = new CancellationTokenSource(requestTimeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _deadline.Token);
    }

    private enum Progress
    {
        Waiting,
        Connecting,
        Connected,
    }

    /// <summary>Cancelled by the caller or by the clock.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether a connection is being made for this request.</summary>
    public bool IsConnecting => _progress == Progress.Connecting;

    /// <summary>Fresh where a connection was made for this request, or nothing was sent at all.</summary>
    public ConnectionAge Connection => _progress == Progress.Waiting ? ConnectionAge.Kept : ConnectionAge.Fresh;

    public void Connecting() => Move(Progress.Connecting, _connectTimeout);

    public void Connected() => Move(Progress.Connected, _requestTimeout);

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _either.Dispose();
        _deadline.Dispose();
    }

    private void Move(Progress progress, TimeSpan timeout)
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _progress = progress;
                _deadline.CancelAfter(timeout);
            }
        }
    }
}
