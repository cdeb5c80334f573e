namespace TapoHive.Protocol.Http;

/// <summary>The clock of one request: first for the connection, then for the exchange on it. Cancelled by the clock or by the caller.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly Deadlines _deadlines;
    private readonly CancellationTokenSource _either;
    private readonly CancellationTokenRegistration _caller;

    internal Deadline(Deadlines deadlines, CancellationTokenSource either, CancellationToken caller)
    {
        (_deadlines, _either) = (deadlines, either);
        _caller = caller.UnsafeRegister(static either => ((CancellationTokenSource)either!).Cancel(), either);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The next part of the request has this long, from now.</summary>
    public void Extend(TimeSpan by) => _either.CancelAfter(by);

    public void Dispose()
    {
        _caller.Dispose();
        _deadlines.TakeBack(_either);
    }
}
