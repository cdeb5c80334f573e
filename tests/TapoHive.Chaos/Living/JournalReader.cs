using System.Collections.Immutable;
using Akka.Persistence;
using TapoHive.Domain.Houses;

namespace TapoHive.Chaos.Living;

/// <summary>Reads a house's events back, from the first.</summary>
internal sealed class JournalReader : ReceivePersistentActor
{
    private readonly ImmutableArray<HouseEvent>.Builder _events = ImmutableArray.CreateBuilder<HouseEvent>();

    public JournalReader(string house, TaskCompletionSource<ImmutableArray<HouseEvent>> read)
    {
        PersistenceId = house;
        Recover<HouseEvent>(_events.Add);
        Recover<SnapshotOffer>(static _ => { });
        Recover<RecoveryCompleted>(_ =>
        {
            read.TrySetResult(_events.ToImmutable());
            Context.Stop(Self);
        });
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; } = new(SnapshotSelectionCriteria.None);
}
