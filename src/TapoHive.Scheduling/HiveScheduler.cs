using Akka.Actor;

namespace TapoHive.Scheduling;

/// <summary>Starts the scheduler beside a hive.</summary>
public static class HiveScheduler
{
    /// <summary>Starts it in the hive's actor system.</summary>
    public static IActorRef Start(ActorSystem system, SchedulerSurroundings around) =>
        system.ActorOf(Props.Create(() => new SchedulerActor(around)), "scheduler");
}
