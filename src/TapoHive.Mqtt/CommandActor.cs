using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;

namespace TapoHive.Mqtt;

/// <summary>One command from the broker: hears what its house says of it, and acknowledges it there once it is durable. What comes of it shows
/// itself.</summary>
internal sealed class CommandActor : ReceiveActor
{
    private static readonly Duration Window = Duration.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly MqttCommand _command;
    private readonly ushort _packet;
    private Func<Task> _acknowledge;
    private bool _isDecided;

    public CommandActor(MqttCommand command, ushort packet, Func<Task> acknowledge)
    {
        (_command, _packet, _acknowledge) = (command, packet, acknowledge);
        Receive<RunAccepted>(accepted =>
        {
            Decide();
            StopWhenSettled(accepted.Run);
        });
        Receive<RunProgressed>(progressed => StopWhenSettled(progressed.Run));
        Receive<Refused>(refused =>
        {
            Context.Parent.Tell(new Declined(command, refused.Message));
            Decide();
            Context.Stop(Self);
        });
        Receive<Again>(again => _acknowledge = again.Acknowledge);
        Receive<ReceiveTimeout>(_ =>
        {
            if (!_isDecided)
            {
                // Left with the broker it would be sent again at some later connection, and done long after it was meant.
                Context.Parent.Tell(new Declined(command, "Its house did not answer, so it was not done."));
                Decide();
            }

            Context.Stop(Self);
        });
        SetReceiveTimeout(Patience);
    }

    /// <summary>What a house is asked.</summary>
    public static object Question(MqttCommand command) => command switch
    {
        MqttCommand.Switch one => new SwitchOutlets(
            one.House, one.Wanted == Domain.Outlets.PowerState.On ? SwitchVerb.On : SwitchVerb.Off, [one.Outlet.Value], Origin.Mqtt, null, Holding.UntilNextOccurrence, Window),
        MqttCommand.Play play => new RunScene(play.House, play.Scene, Origin.Mqtt, Layer.Manual, null, Window),
        _ => throw new InvalidOperationException($"No house does {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    protected override void PostStop()
    {
        if (!_isDecided)
        {
            // The hive stops before anybody answered: it stays with the broker, which sends it again by the next connection.
            Context.Parent.Tell(new Over(_command, _packet, IsDecided: false));
        }
    }

    private void Decide()
    {
        if (_isDecided)
        {
            return;
        }

        _isDecided = true;
        Context.Parent.Tell(new Over(_command, _packet, IsDecided: true));

        // Where the connection is gone the broker asks again by the next one.
        _acknowledge().PipeTo(ActorRefs.Nobody);
    }

    private void StopWhenSettled(RunEvidence run)
    {
        if (run.Outcome != RunOutcome.Accepted)
        {
            Context.Stop(Self);
        }
    }

    /// <summary>The house did not take a command.</summary>
    internal sealed record Declined(MqttCommand Command, string Reason) : INoSerializationVerificationNeeded;

    /// <summary>A command needs nobody any more: its house decided, or took too long, or the hive stops.</summary>
    internal sealed record Over(MqttCommand Command, ushort Packet, bool IsDecided) : INoSerializationVerificationNeeded;

    /// <summary>The broker sent the command once more while it is under way: it is acknowledged there.</summary>
    internal sealed record Again(Func<Task> Acknowledge) : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout;
}
