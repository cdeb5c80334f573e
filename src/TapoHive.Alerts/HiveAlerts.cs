using Akka.Actor;

namespace TapoHive.Alerts;

/// <summary>Starts telling people of trouble.</summary>
public static class HiveAlerts
{
    /// <summary>Starts the actor that does; it takes <see cref="Actors.Messages.TestAlerts"/>.</summary>
    public static IActorRef Start(ActorSystem system, AlertSurroundings around) =>
        system.ActorOf(Props.Create(() => new AlertsActor(around)), "alerts");
}
