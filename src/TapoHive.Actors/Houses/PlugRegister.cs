using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Houses;

/// <summary>Which house has which plug, over all houses: two that share an account must not take in the same one. Not stored; every
/// house tells its own when it wakes.</summary>
internal sealed class PlugRegister
{
    // As long as a house may take from the grant to the stored event.
    private static readonly Duration GrantLasts = Duration.FromMinutes(1);

    private readonly Dictionary<Mac, HouseName> _held = [];
    private readonly Dictionary<Mac, (HouseName House, Instant Until)> _granted = [];
    private readonly HashSet<HouseName> _silent = [];
    private readonly Dictionary<HouseName, ImmutableArray<Mac>> _told = [];

    /// <summary>A house was woken, and has yet to tell.</summary>
    public void Opened(HouseName house) => _silent.Add(house);

    /// <summary>A house told which plugs it has.</summary>
    public void Holds(HouseName house, ImmutableArray<Mac> plugs)
    {
        _silent.Remove(house);
        _told[house] = plugs;
        foreach (var gone in _held.Where(pair => pair.Value == house).Select(pair => pair.Key).Except(plugs).ToList())
        {
            _held.Remove(gone);
            foreach (var (other, _) in _told.Where(told => told.Key != house && told.Value.Contains(gone)).Take(1).ToList())
            {
                _held[gone] = other;
            }
        }

        foreach (var mac in plugs)
        {
            _held.TryAdd(mac, house);
            _granted.Remove(mac);
        }
    }

    /// <summary>What each house told of that another one has and told of first.</summary>
    public IEnumerable<(HouseName House, ImmutableSortedDictionary<Mac, HouseName> Plugs)> Contested()
    {
        foreach (var (house, plugs) in _told)
        {
            yield return (house, plugs.Where(mac => _held.TryGetValue(mac, out var holder) && holder != house)
                .ToImmutableSortedDictionary(static mac => mac, mac => _held[mac]));
        }
    }

    /// <summary>Whether every house but this one has told.</summary>
    public bool IsCompleteFor(HouseName house) => _silent.All(silent => silent == house);

    /// <summary>The house that has a plug, or was just given it; absent where none has.</summary>
    public HouseName? HolderOf(Mac mac, Instant now) =>
        _held.TryGetValue(mac, out var house) ? house
        : _granted.TryGetValue(mac, out var grant) && grant.Until > now ? grant.House
        : null;

    /// <summary>Gives a house those plugs that no other has.</summary>
    public PlugsClaimed Claim(HouseName house, ImmutableArray<Mac> plugs, Instant now)
    {
        var granted = ImmutableArray.CreateBuilder<Mac>();
        var held = ImmutableSortedDictionary.CreateBuilder<Mac, HouseName>();
        foreach (var mac in plugs)
        {
            if (HolderOf(mac, now) is { } holder && holder != house)
            {
                held[mac] = holder;
            }
            else
            {
                _granted[mac] = (house, now + GrantLasts);
                granted.Add(mac);
            }
        }

        return new PlugsClaimed(house, granted.ToImmutable(), held.ToImmutable());
    }

    /// <summary>Why a file cannot be applied: it lists plugs that other houses have.</summary>
    public string? Objection(HouseDefinition definition, Instant now)
    {
        var theirs = definition.Plugs
            .Select(listed => (listed.Name, Holder: listed.Mac is { } mac && HolderOf(mac, now) is { } holder && holder != definition.Name ? holder : (HouseName?)null))
            .Where(pair => pair.Holder is not null)
            .ToList();
        if (theirs.Count == 0)
        {
            return null;
        }

        var (name, house) = theirs[0];
        return $"Plug '{name}' belongs to house '{house}'{(theirs.Count > 1 ? $", and {theirs.Count - 1} more of the file belong to other houses" : "")}; nothing of it was applied. {PlugClaims.Remedy(house!.Value)}";
    }
}
