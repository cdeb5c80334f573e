using TapoHive.Control.Keys;

namespace TapoHive.Control.Gate;

/// <summary>Who may enter at this moment. The desk writes it, the gate and every conversation read it at each request. Thread-safe.</summary>
internal sealed class OperatorRoll(OperatorRegistry registry)
{
    private volatile OperatorRegistry _current = registry;

    /// <summary>They.</summary>
    public OperatorRegistry Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Whether an operator still has the key and the role that it entered with.</summary>
    public bool Holds(OperatorEntry entry) => _current.Operators.Contains(entry);
}
