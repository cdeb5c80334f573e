using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Histories;

/// <summary>
/// What happened to one house, as a journal and plugs tell it: all that the invariants look at, wherever it was gathered
/// (<c>Simulation</c>, <c>Living</c>, <c>Processes</c>) or made up by hand.
/// </summary>
internal sealed record History
{
    /// <summary>The house's events, in order, from the first.</summary>
    public ImmutableArray<HouseEvent> Journal { get; init; } = [];

    /// <summary>Devices that are none of the house's business, whatever it says.</summary>
    public ImmutableHashSet<Mac> Strangers { get; init; } = [];

    /// <summary>The commands that clients sent.</summary>
    public ImmutableArray<Command> Commands { get; init; } = [];

    /// <summary>What relays truly did.</summary>
    public ImmutableArray<Movement> Movements { get; init; } = [];

    /// <summary>Commands to relays that truly reached a device.</summary>
    public ImmutableArray<Write> Writes { get; init; } = [];

    /// <summary>When there was a hive: each life from its start to its end.</summary>
    public ImmutableArray<Life> Lives { get; init; } = [];

    /// <summary>How every relay stands in the end, in truth and as the house shows it.</summary>
    public ImmutableArray<Standing> Standings { get; init; } = [];

    /// <summary>What could leak: how many there were, and how many there may be.</summary>
    public ImmutableArray<Count> Counts { get; init; } = [];

    /// <summary>When it ends.</summary>
    public Instant End { get; init; }

    /// <summary>How long after it was wanted a command may move a relay, where nobody can tell when it was sent.</summary>
    public Duration Flight { get; init; } = Duration.FromMilliseconds(50);

    /// <summary>How soon after its end an intent has to be recorded as ended, while there is a hive.</summary>
    public Duration Punctuality { get; init; } = Duration.FromSeconds(1);
}
