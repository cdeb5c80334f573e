using System.Data.Common;
using LinqToDB.Data;
using LinqToDB.Interceptors;

namespace TapoHive.Daemon.Storage;

/// <summary>The connections that Akka's journal has open, so that it can be known when the last write is over. Thread-safe.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _gate = new();
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource _allClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;

    /// <summary>What tells it of connections.</summary>
    public IInterceptor[] Interceptors => [new Openings(this), new Closings(this)];

    /// <summary>Lets no more be opened; completes when those that are have been closed.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            TellIfAllClosed();
        }

        return _allClosed.Task;
    }

    // Only what is asked for something belongs to a context; what looks which server it has is nobody's, and over at once.
    private void Opens(object? context)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (context is not null)
            {
                _open.Add(context);
            }
        }
    }

    private void Closes(object context)
    {
        lock (_gate)
        {
            _open.Remove(context);
            TellIfAllClosed();
        }
    }

    private void TellIfAllClosed()
    {
        if (_isClosed && _open.Count == 0)
        {
            _allClosed.TrySetResult();
        }
    }

    private sealed class Openings(OpenConnections all) : ConnectionInterceptor
    {
        public override void ConnectionOpening(ConnectionEventData eventData, DbConnection connection) => all.Opens(eventData.DataConnection);

        public override Task ConnectionOpeningAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
        {
            all.Opens(eventData.DataConnection);
            return Task.CompletedTask;
        }
    }

    private sealed class Closings(OpenConnections all) : DataContextInterceptor
    {
        public override void OnClosed(DataContextEventData eventData) => all.Closes(eventData.Context);

        public override Task OnClosedAsync(DataContextEventData eventData)
        {
            all.Closes(eventData.Context);
            return Task.CompletedTask;
        }
    }
}
