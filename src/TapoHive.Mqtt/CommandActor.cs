using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Intents;

namespace TapoHive.Mqtt;

/// <summary>One command from the broker: asks the house, and acknowledges it there once that is durable. What comes of it shows itself.</summary>
internal sealed class CommandActor : ReceiveActor
{
    private static readonly Duration Window = Duration.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public CommandActor(IActorRef houses, MqttCommand command, Func<Task> acknowledge)
    {
        Receive<RunAccepted>(_ => Acknowledge());
        Receive<RunProgressed>(_ => { });
        Receive<Refused>(refused =>
        {
            Context.Parent.Tell(new Declined(command, refused.Message));
            Acknowledge();
            Context.Stop(Self);
        });
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
        Receive<Status.Failure>(_ => { }); // the connection is gone; the broker asks again by the next
        SetReceiveTimeout(Patience);
        houses.Tell(
            command switch
            {
                MqttCommand.Switch one => new SwitchOutlets(
                    one.House, one.Wanted == Domain.Outlets.PowerState.On ? SwitchVerb.On : SwitchVerb.Off, [one.Outlet.Value], Origin.Mqtt, null, Holding.UntilNextOccurrence, Window),
                MqttCommand.Play play => new RunScene(play.House, play.Scene, Origin.Mqtt, Layer.Manual, null, Window),
                _ => throw new InvalidOperationException($"No house does {command.GetType().Name}."),
            },
            Self);

        void Acknowledge() => acknowledge().PipeTo(Self, success: () => Acknowledged.Instance);
    }

    /// <summary>The house did not take a command.</summary>
    internal sealed record Declined(MqttCommand Command, string Reason) : INoSerializationVerificationNeeded;

    private sealed class Acknowledged : INoSerializationVerificationNeeded
    {
        public static Acknowledged Instance { get; } = new();
    }
}
