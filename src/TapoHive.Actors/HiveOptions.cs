using System.Runtime.CompilerServices;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Discovery;
using TapoHive.Actors.History;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Plugs;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors;

/// <summary>What a hive is made with.</summary>
/// <param name="Vault">Holds the accounts' secrets.</param>
/// <param name="Connector">Speaks to plugs.</param>
/// <param name="Keys">The keys discovery and handshakes use.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Policy">The times plugs live by.</param>
/// <param name="Admission">How many plugs connect at a time.</param>
/// <param name="Loggers">Where logs go.</param>
/// <param name="Elapsing">Tells how much time truly passed, so that a clock that is set back makes nothing last longer; without it only <paramref name="Clock"/> counts.</param>
/// <param name="History">How the history is kept, if it is.</param>
/// <param name="Cron">Reckons with cron expressions; absent where none are due.</param>
/// <param name="Telemetry">How what meters say is kept, if it is.</param>
/// <param name="HoldsPlugs">Whether no plug is spoken to before <see cref="Hive.StartPlugs"/>.</param>
public sealed record HiveOptions(
    IAccountVault Vault,
    PlugConnector Connector,
    RsaKeyRing Keys,
    IClock Clock,
    PlugPolicy Policy,
    AdmissionLimits Admission,
    ILoggerFactory Loggers,
    TimeProvider? Elapsing = null,
    HistoryOptions? History = null,
    ICronTimes? Cron = null,
    TelemetryOptions? Telemetry = null,
    bool HoldsPlugs = false);
