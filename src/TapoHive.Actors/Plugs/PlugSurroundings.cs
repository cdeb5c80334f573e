using System.Runtime.CompilerServices;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Convergence;
using TapoHive.Protocol;

namespace TapoHive.Actors.Plugs;

/// <summary>Everything around a plug's actor, the same for all plugs of a hive.</summary>
/// <param name="HousesBox">Passes messages on to houses. A box, because houses and plugs know each other and one is made first.</param>
/// <param name="Discovery">Knows where plugs are.</param>
/// <param name="Admission">Lets plugs be connected to.</param>
/// <param name="Vault">Holds the accounts' secrets.</param>
/// <param name="Connector">Speaks to plugs.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="PolicyBox">The times plugs live by. A box, because they may change while plugs live.</param>
/// <param name="Loggers">Where logs go.</param>
public sealed record PlugSurroundings(
    StrongBox<IActorRef> HousesBox,
    IActorRef Discovery,
    AdmissionDesk Admission,
    IAccountVault Vault,
    PlugConnector Connector,
    IClock Clock,
    StrongBox<PlugPolicy> PolicyBox,
    ILoggerFactory Loggers)
{
    /// <summary>Time that only ever runs on, where there is such a clock.</summary>
    public TimeProvider? Elapsing { get; init; }

    /// <summary>Where plugs drop what their meters say, where that is kept.</summary>
    public TelemetryInbox? Telemetry { get; init; }

    /// <summary>The times plugs live by just now.</summary>
    public PlugPolicy Policy => PolicyBox.Value!;

    /// <summary>Passes messages on to houses.</summary>
    public IActorRef Houses => HousesBox.Value ?? ActorRefs.Nobody;
}
