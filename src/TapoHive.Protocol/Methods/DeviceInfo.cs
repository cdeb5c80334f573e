using System.Text.Json;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Protocol.Methods;

/// <summary>
/// The result of <c>get_device_info</c>, of a plug, a strip, or one socket of a strip (PROTOCOL 5.3). Fields come and go with
/// firmware, so nearly all are optional.
/// </summary>
public sealed record DeviceInfo
{
    /// <summary>Opaque identifier inside sessions; of a socket, its own.</summary>
    public string? DeviceId { get; private init; }

    /// <summary>Hardware address; a strip's sockets repeat the strip's.</summary>
    public Mac? Mac { get; private init; }

    /// <summary>Model without region; empty where not told.</summary>
    public string Model { get; private init; } = string.Empty;

    /// <summary>Firmware version; empty where not told.</summary>
    public string Firmware { get; private init; } = string.Empty;

    /// <summary>Name given in the app; empty where there is none.</summary>
    public string Alias { get; private init; } = string.Empty;

    /// <summary>Received signal in dBm.</summary>
    public int? SignalStrength { get; private init; }

    /// <summary>State of the relay; absent on a strip itself.</summary>
    public PowerState? State { get; private init; }

    /// <summary>How long the relay has been closed; zero when open.</summary>
    public Duration? OnTime { get; private init; }

    /// <summary>Whether a protection is tripped.</summary>
    public Protection Protection { get; private init; }

    /// <summary>Which socket of its strip this is, from 1.</summary>
    public int? Position { get; private init; }

    /// <summary>Reads the result object; what is missing is absent. Never throws.</summary>
    public static DeviceInfo Read(JsonElement result) => new()
    {
        DeviceId = result.Text("device_id"),
        Mac = Domain.Plugs.Mac.TryParse(result.Text("mac"), out var mac) ? mac : null,
        Model = ModelName.WithoutRegion(result.Text("model")),
        Firmware = result.Text("fw_ver") ?? string.Empty,
        Alias = Base64Text.DecodeText(result.Text("nickname")),
        SignalStrength = result.Small("rssi"),
        State = result.Flag("device_on") switch { true => PowerState.On, false => PowerState.Off, null => null },
        OnTime = result.Small("on_time") is { } seconds and >= 0 ? Duration.FromSeconds(seconds) : null,
        Protection = ReadProtection(result),
        Position = result.Small("position") is { } position and > 0 ? position : null,
    };

    private static Protection ReadProtection(JsonElement result)
    {
        // One, both or neither of the first two, by firmware; "cool_down" is still too hot to be switched on.
        if (result.Flag("overheated") == true || IsTripped(result, "overheat_status"))
        {
            return Protection.Overheated;
        }

        return IsTripped(result, "overcurrent_status") ? Protection.Overcurrent
            : IsTripped(result, "power_protection_status") ? Protection.Overloaded
            : Protection.None;
    }

    private static bool IsTripped(JsonElement result, string field) => result.Text(field) is { Length: > 0 } status && status != "normal";
}
