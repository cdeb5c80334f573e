using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Houses;

/// <summary>Since when outlets are asked for what they are not proven to be yet; an outlet's last wish counts. Kept only while somebody wants to know.</summary>
internal sealed class ConvergenceTimes
{
    private readonly Dictionary<OutletKey, (long Revision, Instant Since, Layer Layer)> _open = [];

    /// <summary>What is wanted may have changed.</summary>
    public void Wanted(HouseState before, HouseState after, Instant at)
    {
        if (!HouseInstruments.TimesConvergence || ReferenceEquals(before.Plugs, after.Plugs))
        {
            return;
        }

        foreach (var plug in after.Plugs.Values)
        {
            if (before.Plugs.TryGetValue(plug.Id, out var was) && was.AssignmentRevision != plug.AssignmentRevision)
            {
                foreach (var outlet in plug.Outlets.Values.Where(outlet => outlet.DesiredRevision > (was.Outlets.GetValueOrDefault(outlet.Slot)?.DesiredRevision ?? long.MaxValue)))
                {
                    Want(new OutletKey(plug.Id, outlet.Slot), outlet, at);
                }
            }
        }

        foreach (var gone in _open.Keys.Where(outlet => !after.Plugs.ContainsKey(outlet.Plug)).ToList())
        {
            _open.Remove(gone);
        }
    }

    /// <summary>A plug reported.</summary>
    public void Proven(PlugReport report)
    {
        if (_open.Count == 0)
        {
            return;
        }

        foreach (var outlet in report.Outlets)
        {
            var key = new OutletKey(report.Id, outlet.Slot);
            if (outlet.ProvenAt is { } proven && _open.TryGetValue(key, out var wish) && outlet.ProvenRevision >= wish.Revision)
            {
                _open.Remove(key);
                HouseInstruments.Converged(wish.Layer, (proven - wish.Since).ToTimeSpan());
            }
        }
    }

    private void Want(OutletKey key, OutletRecord outlet, Instant at)
    {
        if (outlet.Intents.Deciding is { } layer)
        {
            _open[key] = (outlet.DesiredRevision, at, layer);
        }
        else
        {
            _open.Remove(key);
        }
    }
}
