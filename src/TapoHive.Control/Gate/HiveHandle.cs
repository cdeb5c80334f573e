using Akka.Actor;
using TapoHive.Actors.History;
using TapoHive.Actors.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Control.Gate;

/// <summary>All that the gate knows of the hive: references inside the process, never shown to anybody outside.</summary>
/// <param name="Board">What every house last showed of itself.</param>
/// <param name="Houses">Takes messages for houses.</param>
/// <param name="Discovery">Takes <see cref="Actors.Messages.Discover"/>.</param>
/// <param name="Cron">Reckons with cron expressions.</param>
public sealed record HiveHandle(HouseBoard Board, IActorRef Houses, IActorRef Discovery, ICronTimes? Cron = null)
{
    /// <summary>Takes <see cref="ReadHistory"/> and <see cref="ReadPast"/>.</summary>
    public IActorRef History { get; init; } = ActorRefs.Nobody;

    /// <summary>Takes <see cref="Actors.Messages.TestAlerts"/>.</summary>
    public IActorRef Alerts { get; init; } = ActorRefs.Nobody;
}
