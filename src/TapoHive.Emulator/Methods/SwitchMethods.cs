using System.Text;
using System.Text.Json;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary><c>set_device_info</c>: flat parameters, any subset, all or nothing; what it does not know it ignores (PROTOCOL 5.4).</summary>
internal static class SwitchMethods
{
    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("set_device_info", Audience.Both, Set) { Writes = true },
    ];

    private static Answer Set(Call call)
    {
        if (call.Parameters.ValueKind is not JsonValueKind.Object)
        {
            return ErrorCode.ParametersWrong;
        }

        var wrong = false;
        var on = call.Flag("device_on", ref wrong);
        var nickname = call.Text("nickname", ref wrong);
        var avatar = call.Text("avatar", ref wrong);
        var latitude = call.Number("latitude", ref wrong);
        var longitude = call.Number("longitude", ref wrong);
        var defaults = call.Object("default_states", ref wrong);
        var name = nickname is null ? null : Decode(nickname);
        wrong |= nickname is not null && name is null;
        (bool Given, bool? State) defaultState = defaults is { } given ? ReadDefault(given, ref wrong) : (false, null);
        if (wrong)
        {
            return ErrorCode.ParametersWrong;
        }

        var plug = call.Plug;
        plug.Latitude = latitude ?? plug.Latitude;
        plug.Longitude = longitude ?? plug.Longitude;
        if (call.Target is { } outlet)
        {
            outlet.Name = name ?? outlet.Name;
            outlet.Avatar = avatar ?? outlet.Avatar;
            outlet.DefaultState = defaultState.Given ? defaultState.State : outlet.DefaultState;
            if (on is { } wanted)
            {
                outlet.Move(wanted, MovementCause.Command, call.Now);
            }
        }
        else
        {
            plug.Avatar = avatar ?? plug.Avatar;
        }

        if (!call.IsChild)
        {
            plug.Name = name ?? plug.Name;
        }

        return Answer.Done;
    }

    private static string? Decode(string base64)
    {
        Span<byte> bytes = stackalloc byte[256];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? Encoding.UTF8.GetString(bytes[..count]) : null;
    }

    private static (bool Given, bool? State) ReadDefault(JsonElement given, ref bool wrong)
    {
        if (given.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String)
        {
            if (type.ValueEquals("last_states"))
            {
                return (true, null);
            }

            if (type.ValueEquals("custom")
                && given.TryGetProperty("state", out var state) && state.ValueKind is JsonValueKind.Object
                && state.TryGetProperty("on", out var on) && on.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                return (true, on.GetBoolean());
            }
        }

        wrong = true;
        return (false, null);
    }
}
