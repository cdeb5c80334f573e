using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>Which house has which plug: a plug has one house.</summary>
public sealed class PlugClaims
{
    private readonly Dictionary<string, (HouseName House, PlugName Plug)> _owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything that a house has, listed, adopted or found.</summary>
    public void Add(HouseName house, HouseState state)
    {
        foreach (var plug in state.Plugs.Values)
        {
            Add(house, plug.Name, plug.Identity.Mac?.ToString(), plug.Identity.DeviceId?.Value, plug.Identity.DiscoveryId?.Value);
        }

        // An address that was only learnt may be another device's by now; one that a file gives is meant.
        if (state.Definition is { } definition)
        {
            Add(definition);
        }
    }

    /// <summary>Everything that a file lists.</summary>
    public void Add(HouseDefinition definition)
    {
        foreach (var plug in definition.Plugs)
        {
            Add(definition.Name, plug.Name, Keys(plug));
        }
    }

    /// <summary>How a house lets go of plugs, also one that has got another name.</summary>
    public static string Remedy(HouseName holder) =>
        $"Take it out there first: out of that house's file ('tapohive house export {holder}' writes it), or with 'tapohive forget' where that house found it itself. "
        + $"If '{holder}' is only its old name, apply a file with discovery.adopt = ask and without plugs, scenes and schedules under that one.";

    /// <summary>Why a file cannot be applied, where it lists a plug that another house has.</summary>
    public string? Conflict(HouseDefinition wanted)
    {
        foreach (var plug in wanted.Plugs)
        {
            foreach (var key in Keys(plug).OfType<string>())
            {
                if (_owners.TryGetValue(key, out var owner) && owner.House != wanted.Name)
                {
                    return $"Plug '{plug.Name}' belongs to house '{owner.House}', as '{owner.Plug}' ({key}); nothing of the file was applied. {Remedy(owner.House)}";
                }
            }
        }

        return null;
    }

    private static string?[] Keys(PlugDefinition plug) => [plug.Mac?.ToString(), plug.Id, plug.Host?.ToString()];

    private void Add(HouseName house, PlugName plug, params string?[] keys)
    {
        foreach (var key in keys.OfType<string>())
        {
            _owners.TryAdd(key, (house, plug));
        }
    }
}
