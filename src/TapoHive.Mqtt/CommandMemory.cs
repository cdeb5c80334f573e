using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;

namespace TapoHive.Mqtt;

/// <summary>
/// Which commands were carried out, so that one which the broker sends once more is neither done twice nor taken for done when it never came. Of
/// this life of the hive the packets' numbers tell; of the life before it the house's own last run, since a hive that is killed between carrying
/// out a command and saying so knows nothing else. Not thread-safe.
/// </summary>
public sealed class CommandMemory
{
    // A broker sends again what was not acknowledged as soon as it can.
    private static readonly Duration Memory = Duration.FromMinutes(2);

    // As many as a broker has numbers, at most.
    private readonly Dictionary<ushort, MqttCommand> _decided = [];
    private readonly HashSet<MqttCommand> _told = [];

    /// <summary>Whether a command was carried out already.</summary>
    /// <param name="packet">The broker's number for it.</param>
    /// <param name="isRepeated">Whether the broker says that it sent it before.</param>
    /// <param name="command">What it asks for.</param>
    /// <param name="state">The house it asks.</param>
    /// <param name="now">The time.</param>
    public bool Knows(ushort packet, bool isRepeated, MqttCommand command, HouseState state, Instant now) =>
        isRepeated && (_decided.TryGetValue(packet, out var decided) ? decided == command : !_told.Contains(command.Subject) && WasLast(state, command, now));

    /// <summary>A command goes to its house: what earlier lives did with the same subject says nothing any more.</summary>
    public void Told(ushort packet, MqttCommand command)
    {
        _told.Add(command.Subject);
        _decided.Remove(packet);
    }

    /// <summary>Its house took it, or refused it, for good; or took too long to say.</summary>
    public void Decided(ushort packet, MqttCommand command)
    {
        if (packet != 0)
        {
            _decided[packet] = command;
        }
    }

    /// <summary>The broker forgot the session: it numbers packets anew, and sends none of those again.</summary>
    public void BeginAnew() => _decided.Clear();

    private static bool WasLast(HouseState state, MqttCommand command, Instant now) =>
        state.OpenRuns.Values.Concat((state.PastRuns?.Values ?? []).Select(past => past.Run))
            .Where(run => run.Origin == Origin.Mqtt && run.StartedAt <= now && now - run.StartedAt <= Memory && Concerns(run, command))
            .MaxBy(run => run.Id.Number) is { } last && Does(last, command);

    private static bool Concerns(RunRecord run, MqttCommand command) => command switch
    {
        MqttCommand.Play play => run.Scene == play.Scene,
        MqttCommand.Switch one => run.Scene is null && run.Outlets.ContainsKey(one.Outlet),
        _ => false,
    };

    private static bool Does(RunRecord run, MqttCommand command) => command is not MqttCommand.Switch one || run.Outlets[one.Outlet].Wanted == one.Wanted;
}
