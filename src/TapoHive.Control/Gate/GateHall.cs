using System.Collections.Concurrent;
using Akka.Actor;
using TapoHive.Control.Connections;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Gate;

/// <summary>What the gate and its conversations share. Thread-safe.</summary>
/// <param name="Roll">Who may enter at this moment.</param>
/// <param name="Door">Who counts the connections.</param>
/// <param name="Audit">Where everything is written down.</param>
/// <param name="GateAuthority">By what operators recognise the gate (PEM).</param>
/// <param name="Name">Where the gate is for others than this machine.</param>
/// <param name="Reach">What keeps others from reaching it there, in a sentence; absent where nothing is known to.</param>
internal sealed record GateHall(OperatorRoll Roll, Doorkeeper Door, AuditLog Audit, string GateAuthority, GateAddress Name, string? Reach)
{
    private readonly ConcurrentDictionary<string, int> _conversations = new(StringComparer.Ordinal);

    /// <summary>Keeps the registry.</summary>
    public IActorRef Desk { get; init; } = ActorRefs.Nobody;

    /// <summary>How many conversations there are.</summary>
    public int Conversations => _conversations.Values.Sum();

    /// <summary>How many an operator has.</summary>
    public int ConversationsOf(string name) => _conversations.GetValueOrDefault(name);

    /// <summary>One began.</summary>
    public void Begun(string name) => _conversations.AddOrUpdate(name, 1, static (_, count) => count + 1);

    /// <summary>One is over.</summary>
    public void Over(string name)
    {
        // An operator without conversations leaves nothing behind.
        if (_conversations.AddOrUpdate(name, 0, static (_, count) => count - 1) <= 0)
        {
            _conversations.TryRemove(new KeyValuePair<string, int>(name, 0));
        }
    }
}
