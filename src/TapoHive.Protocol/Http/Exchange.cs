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
    private volatile bool _connectedForThis;
    private bool _ended;

    public Exchange(TimeSpan connectTimeout, TimeSpan requestTimeout, TimeProvider time, CancellationToken caller)
    {
        (_connectTimeout, _requestTimeout) = (connectTimeout, requestTimeout);
        _deadline = new CancellationTokenSource(requestTimeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _deadline.Token);
    }

    /// <summary>Cancelled by the caller or by the clock.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the connection that the request went out on was made for it.</summary>
    public ConnectionAge Connection => _connectedForThis ? ConnectionAge.Fresh : ConnectionAge.Kept;

    /// <summary>A connection is being made for this request.</summary>
    public void Connecting() => RunUntil(_connectTimeout);

    /// <summary>It has been made.</summary>
    public void Connected()
    {
        _connectedForThis = true;
        RunUntil(_requestTimeout);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _either.Dispose();
        _deadline.Dispose();
    }

    private void RunUntil(TimeSpan timeout)
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _deadline.CancelAfter(timeout);
            }
        }
    }
}
