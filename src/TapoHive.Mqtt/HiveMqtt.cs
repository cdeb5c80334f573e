using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>Starts speaking to an MQTT broker.</summary>
public static class HiveMqtt
{
    /// <summary>Starts the actor that does; it takes <see cref="SayOnce"/>.</summary>
    public static IActorRef Start(ActorSystem system, MqttSurroundings around) =>
        system.ActorOf(Props.Create(() => new MqttActor(around)), "mqtt");
}
