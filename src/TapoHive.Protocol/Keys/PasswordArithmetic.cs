namespace TapoHive.Protocol.Keys;

/// <summary>
/// Room for the arithmetic that makes keys of passwords, which keeps a core busy for milliseconds: so many at a time as the machine has cores. The
/// others wait without a thread, so that timers and sockets of plugs that are done with it do not queue up behind five hundred logins.
/// </summary>
internal sealed class PasswordArithmetic : IDisposable
{
    private readonly SemaphoreSlim _room;

    public PasswordArithmetic(int atATime) => _room = new SemaphoreSlim(atATime, atATime);

    public async Task<T> DoAsync<T>(Func<T> arithmetic, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return arithmetic();
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();
}
