using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Admission;

/// <summary>
/// Lets so many links connect at a time, first come first served, one waiting request a plug. Plugs that failed lately have a
/// small pool of their own, so that a hundred dark plugs, each waiting for its time-out, never keep a healthy one waiting.
/// </summary>
public sealed class AdmissionActor : ReceiveActor
{
    private readonly Pool _well;
    private readonly Pool _troubled;
    private readonly Dictionary<IActorRef, Pool> _holders = [];
    private readonly Dictionary<IActorRef, PlugId> _waiting = [];

    /// <summary>Makes one.</summary>
    /// <param name="limits">How many may connect at a time.</param>
    public AdmissionActor(AdmissionLimits limits)
    {
        _well = new Pool(limits.Well);
        _troubled = new Pool(limits.Troubled);
        Receive<AskAdmission>(Asked);
        Receive<AdmissionReturned>(_ => Done(Sender));
        Receive<Terminated>(stopped => Done(stopped.ActorRef));
    }

    private void Asked(AskAdmission request)
    {
        if (_holders.ContainsKey(Sender) || !_waiting.TryAdd(Sender, request.Plug))
        {
            return;
        }

        Context.Watch(Sender);
        var pool = request.Health == PlugHealth.Well ? _well : _troubled;
        pool.Queue.Enqueue(Sender);
        Admit(pool);
    }

    private void Admit(Pool pool)
    {
        while (pool.Free > 0 && pool.Queue.TryDequeue(out var link))
        {
            // One that stopped while it waited is no longer in the book.
            if (_waiting.Remove(link))
            {
                pool.Free--;
                _holders[link] = pool;
                link.Tell(new Admitted());
            }
        }
    }

    private void Done(IActorRef link)
    {
        Context.Unwatch(link);
        _waiting.Remove(link);
        if (_holders.Remove(link, out var pool))
        {
            pool.Free++;
            Admit(pool);
        }
    }

    private sealed class Pool(int size)
    {
        public int Free { get; set; } = size;

        public Queue<IActorRef> Queue { get; } = new();
    }
}
