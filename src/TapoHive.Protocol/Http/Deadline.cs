namespace TapoHive.Protocol.Http;

/// <summary>The clock of one request: first for the connection, then for the exchange on it. Cancelled by the clock or by the caller.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _either;
    private readonly CancellationTokenRegistration _caller;

    public Deadline(TimeProvider time, TimeSpan first, CancellationToken caller)
    {
        _either = new CancellationTokenSource(first, time);
        _caller = caller.UnsafeRegister(static either => ((CancellationTokenSource)either!).Cancel(), _either);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The next part of the request has this long, from now.</summary>
    public void Extend(TimeSpan by) => _either.CancelAfter(by);

    public void Dispose()
    {
        _caller.Dispose();
        _either.Dispose();
    }
}
