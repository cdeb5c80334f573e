using System.Text.Json;
using NodaTime;
using TapoHive.Domain.Readings;

namespace TapoHive.Protocol.Methods;

/// <summary>The result of <c>get_device_time</c> (PROTOCOL 5.5).</summary>
public static class DeviceTime
{
    private const int LargestOffsetMinutes = 18 * 60;

    /// <summary>The device's clock; nothing where it does not tell a time, or an impossible one. Never throws.</summary>
    public static PlugClock? Read(JsonElement result)
    {
        if (result.Whole("timestamp") is not { } seconds || seconds < 0 || seconds > Instant.MaxValue.ToUnixTimeSeconds())
        {
            return null;
        }

        var minutes = result.Small("time_diff") ?? 0;
        return new PlugClock(
            Instant.FromUnixTimeSeconds(seconds),
            Math.Abs((long)minutes) <= LargestOffsetMinutes ? Offset.FromSeconds(minutes * 60) : Offset.Zero,
            result.Text("region") ?? string.Empty);
    }
}
