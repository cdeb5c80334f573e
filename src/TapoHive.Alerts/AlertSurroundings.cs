using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Domain.Alerts;

namespace TapoHive.Alerts;

/// <summary>Everything around the actor that tells people.</summary>
/// <param name="Board">What every house last showed of itself.</param>
/// <param name="Houses">Takes messages for houses.</param>
/// <param name="Routes">The ways to people.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Loggers">Where logs go.</param>
public sealed record AlertSurroundings(
    HouseBoard Board,
    IActorRef Houses,
    ImmutableDictionary<AlertChannel, IAlertRoute> Routes,
    IClock Clock,
    ILoggerFactory Loggers);
