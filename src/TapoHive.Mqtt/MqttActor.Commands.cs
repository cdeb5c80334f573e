using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace TapoHive.Mqtt;

/// <summary>What is asked for at the broker.</summary>
public sealed partial class MqttActor
{
    // A broker sends so many before the first is acknowledged; what comes without acknowledgement may be as many again.
    private const int MostCommands = 2 * MqttLink.MostUnacknowledged;

    private readonly CommandMemory _commands = new();
    private readonly Dictionary<ushort, (MqttCommand Command, IActorRef Actor)> _underWay = [];
    private int _undecided;

    private void ReceiveCommands()
    {
        Receive<CommandActor.Declined>(declined => LogDeclined(declined.Command, declined.Reason));
        Receive<CommandActor.Over>(End);
        Receive<SessionBegan>(_ =>
        {
            _commands.BeginAnew();
            _underWay.Clear();
        });
    }

    private void Obey(Heard heard, Func<Task> acknowledge)
    {
        var command = heard.IsKept ? null : _topics.Command(heard.Topic, heard.Payload);
        var view = command is null ? null : _around.Board.Views.GetValueOrDefault(command.House);
        var trouble = heard.IsKept ? "it was kept at the broker, and would switch at each connection; send commands without 'retain'"
            : command is null ? "it says neither ON nor OFF (or, of a scene, PRESS)"
            : view is null ? "there is no such house"
            : command is MqttCommand.Switch one && !view.State.OutletsByName.ContainsKey(one.Outlet) ? "there is no such outlet"
            : command is MqttCommand.Play play && (view.State.Definition?.Scenes ?? []).All(scene => scene.Name != play.Scene) ? "there is no such scene"
            : _undecided >= MostCommands ? "too many commands are under way"
            : null;
        if (trouble is not null)
        {
            MqttInstruments.Commanded("ignored");
            LogIgnored(heard.Topic, trouble);
        }

        if (trouble is not null || _commands.Knows(heard.Packet, heard.IsRepeated, command!, view!.State, view.PublishedAt))
        {
            acknowledge().PipeTo(ActorRefs.Nobody);
        }
        else if (heard.IsRepeated && _underWay.TryGetValue(heard.Packet, out var same) && same.Command == command)
        {
            same.Actor.Tell(new CommandActor.Again(acknowledge));
        }
        else
        {
            Ask(command!, heard.Packet, acknowledge);
        }
    }

    private void Ask(MqttCommand command, ushort packet, Func<Task> acknowledge)
    {
        MqttInstruments.Commanded("passed-on");
        _undecided++;
        _commands.Told(packet, command);
        var actor = Context.ActorOf(Props.Create(() => new CommandActor(command, packet, acknowledge)));
        if (packet != 0)
        {
            _underWay[packet] = (command, actor);
        }

        // From here, and not from there: houses hear commands in the order in which the broker sent them.
        _around.Houses.Tell(CommandActor.Question(command), actor);
    }

    private void End(CommandActor.Over over)
    {
        _undecided--;

        // One of a session that the broker forgot says nothing of this session's numbers.
        if (!_underWay.TryGetValue(over.Packet, out var known) || !known.Actor.Equals(Sender))
        {
            return;
        }

        _underWay.Remove(over.Packet);
        if (over.IsDecided)
        {
            _commands.Decided(over.Packet, over.Command);
        }
    }

    [LoggerMessage(EventId = 8003, Level = LogLevel.Warning, Message = "A message on {Topic} was ignored: {Reason}.")]
    private partial void LogIgnored(string topic, string reason);

    [LoggerMessage(EventId = 8004, Level = LogLevel.Warning, Message = "A command from the MQTT broker was refused ({Command}): {Reason}")]
    private partial void LogDeclined(MqttCommand command, string reason);
}
