using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling;

/// <summary>Everything around the scheduler.</summary>
/// <param name="Board">Where houses show their schedules.</param>
/// <param name="Houses">Takes what is for a house.</param>
/// <param name="Cron">Reckons with cron expressions.</param>
/// <param name="Clock">Tells the time of day.</param>
/// <param name="Time">Tells elapsed time, and drives the alarms.</param>
/// <param name="Loggers">Where logs go.</param>
public sealed record SchedulerSurroundings(
    HouseBoard Board,
    IActorRef Houses,
    ICronTimes Cron,
    IClock Clock,
    TimeProvider Time,
    ILoggerFactory Loggers);
