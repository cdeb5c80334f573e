using System.Diagnostics;
using Akka.Actor;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;

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
    private readonly Dictionary<IActorRef, (Pool Pool, long Since)> _waiting = [];

    /// <summary>Makes one.</summary>
    /// <param name="limits">How many may connect at a time.</param>
    public AdmissionActor(AdmissionLimits limits)
    {
        _well = new Pool(PlugHealth.Well, limits.Well);
        _troubled = new Pool(PlugHealth.Troubled, limits.Troubled);
        Receive<AskAdmission>(Asked);
        Receive<AdmissionReturned>(_ => Done(Sender));
        Receive<Terminated>(stopped => Done(stopped.ActorRef));
    }

    private void Asked(AskAdmission request)
    {
        var pool = request.Health == PlugHealth.Well ? _well : _troubled;
        if (_holders.ContainsKey(Sender) || !_waiting.TryAdd(Sender, (pool, Stopwatch.GetTimestamp())))
        {
            return;
        }

        // For good: a link that lives asks again and again.
        Context.Watch(Sender);
        AdmissionInstruments.Queued(pool.For, +1);
        pool.Queue.Enqueue(Sender);
        Admit(pool);
    }

    private void Admit(Pool pool)
    {
        while (pool.Free > 0 && pool.Queue.TryDequeue(out var link))
        {
            // One that stopped while it waited is no longer in the book.
            if (_waiting.Remove(link, out var waited))
            {
                AdmissionInstruments.Queued(pool.For, -1);
                AdmissionInstruments.Connects(pool.For, +1);
                AdmissionInstruments.Admitted(pool.For, Stopwatch.GetElapsedTime(waited.Since));
                pool.Free--;
                _holders[link] = pool;
                link.Tell(new Admitted());
            }
        }
    }

    private void Done(IActorRef link)
    {
        if (_waiting.Remove(link, out var waited))
        {
            AdmissionInstruments.Queued(waited.Pool.For, -1);
        }

        if (_holders.Remove(link, out var pool))
        {
            AdmissionInstruments.Connects(pool.For, -1);
            pool.Free++;
            Admit(pool);
        }
    }

    private sealed class Pool(PlugHealth health, int size)
    {
        public PlugHealth For { get; } = health;

        public int Free { get; set; } = size;

        public Queue<IActorRef> Queue { get; } = new();
    }
}
