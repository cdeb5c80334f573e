namespace TapoHive.Daemon;

/// <summary>What a hive has opened, to be ended the other way round: when it stops, and when its start comes to nothing half way.</summary>
internal sealed class Belongings : IAsyncDisposable
{
    private readonly Stack<Func<Task>> _ends = [];

    /// <summary>Takes something in.</summary>
    public T Add<T>(T opened)
        where T : IDisposable
    {
        AtTheEnd(() =>
        {
            opened.Dispose();
            return Task.CompletedTask;
        });
        return opened;
    }

    /// <summary>Has something done when all that is taken in later has been ended.</summary>
    public void AtTheEnd(Func<Task> end) => _ends.Push(end);

    /// <summary>Ends all of it, also what comes behind something that does not end well.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_ends.TryPop(out var end))
        {
            try
            {
                await end().ConfigureAwait(false);
            }
            catch
            {
                await DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
