using System.Net;

namespace TapoHive.Control.Connections;

/// <summary>
/// Counts the connections at the gate and keeps those bounded that have proven nothing yet. When there is no room, the newcomer is
/// let in and the oldest one goes, of the address that has the most: whoever is honest needs milliseconds, whoever blocks the door
/// pushes out itself. Thread-safe.
/// </summary>
internal sealed class Doorkeeper(DoorOptions limits)
{
    private readonly Lock _lock = new();

    // In the order of their coming; never more than the limits together.
    private readonly List<Visit> _waiting = [];
    private readonly Dictionary<string, Visit> _named = new(StringComparer.Ordinal);

    /// <summary>The bounds.</summary>
    public DoorOptions Limits { get; } = limits;

    /// <summary>Connections that have not finished TLS.</summary>
    public int HalfOpen => Count(VisitStage.HalfOpen);

    /// <summary>Connections past TLS without a proof.</summary>
    public int Unproven => Count(VisitStage.Unproven);

    /// <summary>Somebody connected.</summary>
    public void Arrived(Visit visit)
    {
        Visit? outOfRoom;
        lock (_lock)
        {
            outOfRoom = OutOfRoom(VisitStage.HalfOpen, Limits.HalfOpen);
            _waiting.Add(visit);
        }

        outOfRoom?.Close();
    }

    /// <summary>TLS is finished, and the client said its name. False where the name is taken, or the connection closed meanwhile.</summary>
    public bool TrySecure(Visit visit, string name)
    {
        Visit? outOfRoom;
        lock (_lock)
        {
            if (visit.Stage != VisitStage.HalfOpen || !_named.TryAdd(name, visit))
            {
                return false;
            }

            outOfRoom = OutOfRoom(VisitStage.Unproven, Limits.Unproven);
            (visit.Stage, visit.Name) = (VisitStage.Unproven, name);
        }

        outOfRoom?.Close();
        return true;
    }

    /// <summary>Whether a client of this name is at the door and has proven nothing yet.</summary>
    public bool IsWaiting(string name)
    {
        lock (_lock)
        {
            return _named.TryGetValue(name, out var visit) && visit.Stage == VisitStage.Unproven;
        }
    }

    /// <summary>Whether a client of this name is there.</summary>
    public bool IsHere(string name)
    {
        lock (_lock)
        {
            return _named.ContainsKey(name);
        }
    }

    /// <summary>An operator was proven on the connection of this name. False where there is none that waits.</summary>
    public bool TryProve(string name)
    {
        lock (_lock)
        {
            if (!_named.TryGetValue(name, out var visit) || visit.Stage != VisitStage.Unproven)
            {
                return false;
            }

            visit.Stage = VisitStage.Proven;
            _waiting.Remove(visit);
            return true;
        }
    }

    /// <summary>Closes the connection of a client, if it is still there.</summary>
    public void ShowOut(string name)
    {
        Visit? visit;
        lock (_lock)
        {
            visit = _named.GetValueOrDefault(name);
        }

        visit?.Close();
    }

    /// <summary>The connection is over.</summary>
    public void Left(Visit visit)
    {
        lock (_lock)
        {
            visit.Stage = VisitStage.Gone;
            _waiting.Remove(visit);
            if (visit.Name is { } name && _named.GetValueOrDefault(name) == visit)
            {
                _named.Remove(name);
            }
        }
    }

    private Visit? OutOfRoom(VisitStage stage, int room)
    {
        var there = _waiting.Where(visit => visit.Stage == stage).ToList();
        if (there.Count < room)
        {
            return null;
        }

        var oldest = there.GroupBy(static visit => visit.From).MaxBy(static group => group.Count())!.First();
        oldest.Stage = VisitStage.Gone;
        _waiting.Remove(oldest);
        return oldest;
    }

    private int Count(VisitStage stage)
    {
        lock (_lock)
        {
            return _waiting.Count(visit => visit.Stage == stage);
        }
    }
}
