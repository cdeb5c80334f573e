using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Houses;

/// <content>Snapshots make the next start shorter, and nothing else: they wait for a calmer moment.</content>
public sealed partial class HouseActor
{
    private const int EventsPerSnapshot = 500;
    private static readonly TimeSpan BeforeSnapshot = TimeSpan.FromSeconds(5);

    private void ReceiveSnapshots()
    {
        Command<SnapshotDue>(_ => SaveSnapshot(_state));
        Command<SaveSnapshotSuccess>(saved =>
        {
            DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
            if (_storage == StorageHealth.Unavailable)
            {
                _storage = StorageHealth.Available;
                Publish();
            }
        });
        Command<SaveSnapshotFailure>(failed => LogSnapshotFailed(_name.Value, failed.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { });
    }

    // Many events at once mean that many relays are about to move, and a large house takes long to write.
    private void SaveSnapshotSoon(HouseState before)
    {
        if (_state.Revision / EventsPerSnapshot > before.Revision / EventsPerSnapshot && !Timers.IsTimerActive(SnapshotDue.Instance))
        {
            Timers.StartSingleTimer(SnapshotDue.Instance, SnapshotDue.Instance, BeforeSnapshot);
        }
    }

    // A house that is quiet has nothing else to write. One that never wrote anything has nothing to lose.
    private void ProveStorage()
    {
        if (LastSequenceNr == 0)
        {
            _storage = StorageHealth.Available;
        }
        else if (_storage == StorageHealth.Unavailable)
        {
            SaveSnapshot(_state);
        }
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "House {House}: no snapshot could be saved ({Reason}); the next start takes longer.")]
    private partial void LogSnapshotFailed(string house, string reason);

    private sealed class SnapshotDue : INoSerializationVerificationNeeded
    {
        public static SnapshotDue Instance { get; } = new();
    }
}
