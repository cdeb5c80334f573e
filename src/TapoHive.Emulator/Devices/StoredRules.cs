using System.Text.Json;
using TapoHive.Emulator.Faults;

namespace TapoHive.Emulator.Devices;

/// <summary>What the vendor's app stores on a relay when somebody taps it there, in the words that plugs keep (PROTOCOL 5.7 to 5.9).</summary>
internal static class StoredRules
{
    private const int CountdownSeconds = 1800;

    private static readonly JsonElement Schedule = JsonElement.Parse(
        """
        {"enable":true,"mode":"repeat","week_day":127,"s_type":"normal","s_min":420,"time_offset":0,
         "e_type":"normal","e_min":0,"e_action":"none","desired_states":{"on":true},"year":2026,"month":1,"day":5}
        """);

    private static readonly JsonElement Away = JsonElement.Parse(
        """
        {"enable":true,"mode":"repeat","week_day":127,"frequency":5,"start_time_type":"normal","start_min":1080,"start_time_offset":0,
         "end_time_type":"normal","end_min":1380,"end_time_offset":0}
        """);

    public static void Keep(Outlet outlet, StoredRule rule, DateTimeOffset now)
    {
        switch (rule)
        {
            case StoredRule.Schedule when outlet.Schedules.HasRoom:
                outlet.Schedules.Add(Schedule);
                break;
            case StoredRule.Away when outlet.AntiTheft.HasRoom:
                outlet.AntiTheft.Add(Away);
                break;
            case StoredRule.AutoOff:
                outlet.SetAutoOff(outlet.AutoOff with { Enabled = true }, now);
                break;
            case StoredRule.Countdown:
                outlet.SetCountdown(armed: true, CountdownSeconds, on: false, now);
                break;
            default:
                break;
        }
    }
}
