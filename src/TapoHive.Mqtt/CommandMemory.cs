using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;

namespace TapoHive.Mqtt;

/// <summary>
/// Whether a command that the broker sends once more was carried out already. It looks at the house's own runs, so that a hive which was
/// killed between carrying out a command and saying so does not do it twice.
/// </summary>
public static class CommandMemory
{
    // A broker sends again what was not acknowledged as soon as it can.
    private static readonly Duration Memory = Duration.FromMinutes(2);

    /// <summary>Whether a run from here did just that within the last moments.</summary>
    public static bool Knows(HouseState state, MqttCommand command, Instant now) =>
        state.OpenRuns.Values.Concat((state.PastRuns?.Values ?? []).Select(past => past.Run)).Any(run =>
            run.Origin == Origin.Mqtt && run.StartedAt <= now && now - run.StartedAt <= Memory && Does(run, command));

    private static bool Does(RunRecord run, MqttCommand command) => command switch
    {
        MqttCommand.Play play => run.Scene == play.Scene,
        MqttCommand.Switch one => run.Scene is null && run.Outlets.TryGetValue(one.Outlet, out var target) && target.Wanted == one.Wanted,
        _ => false,
    };
}
