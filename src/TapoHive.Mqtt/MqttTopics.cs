using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Scenes;

namespace TapoHive.Mqtt;

/// <summary>The names of topics: a contract with whoever listens.</summary>
/// <param name="prefix">What every topic of the hive begins with.</param>
/// <param name="discovery">What the topics of Home Assistant's discovery begin with, where anything is announced there.</param>
public sealed class MqttTopics(string prefix, string? discovery)
{
    private static readonly string[] OutletParts = ["state", "problem", "attributes", "power", "energy", "availability"];

    /// <summary>What every topic of the hive begins with.</summary>
    public string Prefix => prefix;

    /// <summary><c>online</c> or <c>offline</c>: the hive itself.</summary>
    public string Status => $"{prefix}/status";

    /// <summary>Which hive the prefix is of: see <see cref="OwnerMark"/>.</summary>
    public string Owner => $"{prefix}/owner";

    /// <summary>What the hive says to itself, to know that it has heard everything before.</summary>
    public string Mark => $"{prefix}/heard";

    /// <summary>Where Home Assistant says that it has started.</summary>
    public string? Birth => discovery is null ? null : $"{discovery}/status";

    /// <summary>The filters of what the hive is told.</summary>
    public IEnumerable<string> Commands => [$"{prefix}/+/+/set", $"{prefix}/+/scene/+/run"];

    /// <summary>The filters of what the hive says and keeps there: what is left of earlier is found by them.</summary>
    public IEnumerable<string> Kept =>
    [
        .. OutletParts.Select(part => $"{prefix}/+/+/{part}"),
        $"{prefix}/+/problem",
        $"{prefix}/+/attributes",
        .. discovery is null ? [] : new[] { $"{discovery}/device/+/config" },
    ];

    /// <summary>Something an outlet shows, such as its <c>state</c>.</summary>
    public string Of(HouseName house, OutletName outlet, string part) => $"{prefix}/{house}/{outlet}/{part}";

    /// <summary>Whether a plug can be reached.</summary>
    public string Availability(HouseName house, PlugName plug) => $"{prefix}/{house}/{plug}/availability";

    /// <summary>What an outlet is told.</summary>
    public string Set(HouseName house, OutletName outlet) => $"{prefix}/{house}/{outlet}/set";

    /// <summary>How a scene is run.</summary>
    public string Run(HouseName house, SceneName scene) => $"{prefix}/{house}/scene/{scene}/run";

    /// <summary>Something a house shows as a whole.</summary>
    public string Of(HouseName house, string part) => $"{prefix}/{house}/{part}";

    /// <summary>Where a device is announced; nothing where none is.</summary>
    public string? Device(string id) => discovery is null ? null : $"{discovery}/device/{id}/config";

    /// <summary>Whether a kept topic can be ours, whatever houses there are: others announce their devices at the same place.</summary>
    public bool CanBeOurs(string topic) => discovery is null || !topic.StartsWith($"{discovery}/device/", StringComparison.Ordinal)
        || topic.StartsWith($"{discovery}/device/{DeviceId.Of(prefix)}_", StringComparison.Ordinal);

    /// <summary>The house that a kept topic belongs to; nothing where it is none of ours.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="houses">The houses there are.</param>
    public HouseName? HouseOf(string topic, IEnumerable<HouseName> houses)
    {
        // A house may be called as another one and more: the longest name is meant.
        return houses.Where(house => topic.StartsWith($"{prefix}/{house}/", StringComparison.Ordinal)
                || topic == Device(DeviceId.Of(prefix, house))
                || (discovery is not null && topic.StartsWith($"{discovery}/device/{DeviceId.Of(prefix, house)}_", StringComparison.Ordinal)))
            .OrderByDescending(house => house.Value.Length)
            .Select(house => (HouseName?)house)
            .FirstOrDefault();
    }

    /// <summary>What a message on a topic asks for; nothing where it is no command.</summary>
    public MqttCommand? Command(string topic, string payload)
    {
        var parts = topic.StartsWith($"{prefix}/", StringComparison.Ordinal) ? topic[(prefix.Length + 1)..].Split('/') : [];
        return (parts, payload.Trim().ToUpperInvariant()) switch
        {
            ([var house, var outlet, "set"], "ON") => new MqttCommand.Switch(new HouseName(house), new OutletName(outlet), PowerState.On),
            ([var house, var outlet, "set"], "OFF") => new MqttCommand.Switch(new HouseName(house), new OutletName(outlet), PowerState.Off),
            ([var house, "scene", var scene, "run"], "PRESS") => new MqttCommand.Play(new HouseName(house), new SceneName(scene)),
            _ => null,
        };
    }
}
