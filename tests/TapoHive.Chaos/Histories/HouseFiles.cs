using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Chaos.Histories;

/// <summary>Whether one outlet is of the house, and what the house's file says of it, from the journal alone.</summary>
internal sealed class HouseFiles(PlugId plug, OutletSlot slot)
{
    private readonly HashSet<ScheduleName> _running = [];
    private (HouseDefinition File, string Hash)? _now;
    private (HouseDefinition File, string Hash, bool WasAdopted)? _before;
    private Membership? _membership;

    /// <summary>Whether it is of the house.</summary>
    public bool IsMember => _membership is not null;

    /// <summary>What the file wants of it where nobody says otherwise.</summary>
    public PowerState? Base { get; private set; }

    /// <summary>The schedules whose running windows ended with the last change of the file.</summary>
    public IReadOnlySet<Origin> Ended { get; private set; } = new HashSet<Origin>();

    /// <summary>Takes an event about files or membership; false where nothing that was said before counts any more.</summary>
    public bool Take(HouseEvent happened)
    {
        var was = _membership;
        Ended = new HashSet<Origin>();
        switch (happened)
        {
            case HouseApplied applied:
                _before = _now is { } present && present.Hash != applied.SourceHash ? (present.File, present.Hash, _membership == Membership.Adopted) : _before;
                Change(applied.Definition, applied.SourceHash, wasAdopted: false);
                break;
            case HouseRolledBack when _before is { } back:
                _before = (_now!.Value.File, _now.Value.Hash, _membership == Membership.Adopted);
                Change(back.File, back.Hash, back.WasAdopted);
                break;
            case PlugFound found when found.Plug == plug:
                (_membership, was, Base) = (Membership.Found, null, null);
                break;
            case PlugAdopted adopted when adopted.Plug == plug:
                _membership = Membership.Adopted;
                break;
            case PlugForgotten forgotten when forgotten.Plug == plug:
                (_membership, Base) = (null, null);
                break;
            default:
                break;
        }

        return was is not null && _membership is not null;
    }

    /// <summary>A schedule fired, or none did.</summary>
    public void Fired(RunOccurrence? occurrence)
    {
        if (occurrence is { Key.Edge: WindowEdge.Start } start)
        {
            _running.Add(start.Schedule);
        }
        else if (occurrence is { Key.Edge: WindowEdge.End } end)
        {
            _running.Remove(end.Schedule);
        }
    }

    private void Change(HouseDefinition file, string hash, bool wasAdopted)
    {
        Ended = _running.Where(name => file.Schedule(name) is null).Select(Origin.Schedule).ToHashSet();
        _running.RemoveWhere(name => file.Schedule(name) is null);
        _now = (file, hash);
        var listed = file.Plugs.FirstOrDefault(listed => listed.Mac?.ToString() == plug.Value);
        Base = listed?.Outlets.FirstOrDefault(outlet => outlet.Slot == slot)?.Base ?? listed?.Base;
        _membership = listed is not null ? Membership.Listed
            : _membership is Membership.Listed ? wasAdopted ? Membership.Adopted : null
            : _membership;
    }
}
