using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Domain.Houses;

namespace TapoHive.Mqtt;

/// <summary>
/// Keeps at the broker what houses show, and passes on what is asked for there. For each topic only the latest state counts: what the broker
/// should hold is compared with what it took, and the difference is sent, so nothing queues however long it is away. The hive says that it is
/// online last of all, when everything else is right.
/// </summary>
public sealed partial class MqttActor : ReceiveActor, IWithTimers
{
    private const int TopicsEach = 512;
    private const int MostCommands = 256;
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromMilliseconds(100);

    private readonly MqttSurroundings _around;
    private readonly MqttTopics _topics;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<HouseName, (long Version, ImmutableDictionary<string, string> Picture)> _pictures = [];
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);
    private MqttLink? _link;
    private int _number;
    private int _failures;
    private bool _isOpen;
    private bool _isKeeping;

    /// <summary>Makes one.</summary>
    public MqttActor(MqttSurroundings around)
    {
        _around = around;
        _topics = new MqttTopics(around.Options.Prefix, around.Options.Discovery);
        _log = around.Loggers.CreateLogger<MqttActor>();
        Receive<Connect>(_ => Open());
        Receive<Opened>(Begin);
        Receive<Lost>(lost => Close(lost.Connection, lost.Reason));
        Receive<BoardMoved>(_ =>
        {
            if (!Timers.IsTimerActive(Look.Instance))
            {
                Timers.StartSingleTimer(Look.Instance, Look.Instance, LookAtMostEvery);
            }
        });
        Receive<Look>(_ =>
        {
            LookAround();
            Follow();
        });
        Receive<Kept>(Took);
        Receive<Heard>(Hear);
        Receive<SayOnce>(Say);
        Receive<CommandActor.Declined>(declined => LogDeclined(declined.Command, declined.Reason));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        LookAround();
        Follow();
        Open();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();

        // Without a farewell: the broker says for us that the hive is offline.
        _link?.Dispose();
    }

    private void Follow() => _around.Board.WhenNewerThan(_around.Board.Version, _stopping.Token)
        .PipeTo(Self, success: () => BoardMoved.Instance, failure: _ => BoardMoved.Instance);

    private void Open()
    {
        var (self, number) = (Self, ++_number);
        _link?.Dispose();

        // A broker that starts anew may have forgotten everything; what it has not is heard before it counts as open.
        _kept.Clear();
        _found.Clear();
        _link = new MqttLink(number, _around.Options, _topics, message => self.Tell(message));
        ConnectAsync(_link).PipeTo(Self, success: trouble => new Opened(number, trouble), failure: error => new Opened(number, error.Message));
    }

    private async Task<string?> ConnectAsync(MqttLink link)
    {
        var found = new SecretFound(null, "");
        if (_around.Options.Password is { } reference)
        {
            found = await _around.Secrets(reference);
            if (found.Secret is null)
            {
                return $"The password of the MQTT broker cannot be had: {found.Trouble}";
            }
        }

        return await link.OpenAsync(found.Secret, _stopping.Token);
    }

    private void Begin(Opened opened)
    {
        if (opened.Number != _number)
        {
            return;
        }

        if (opened.Trouble is { } trouble)
        {
            Close(opened.Number, trouble);
            return;
        }

        LogConnected(_around.Options.Host, _around.Options.Port);
        (_isOpen, _failures) = (true, 0);
        MqttInstruments.Connections(+1);
        LookAround();
    }

    private void Close(int number, string reason)
    {
        if (number != _number || Timers.IsTimerActive(Connect.Instance))
        {
            return;
        }

        if (_failures == 0)
        {
            LogLost(reason);
        }

        MqttInstruments.Connections(_isOpen ? -1 : 0);
        (_isOpen, _isKeeping) = (false, false);
        var pause = Duration.Min(_around.Options.LongestPause, _around.Options.FirstPause * (1 << Math.Min(_failures, 10))).ToTimeSpan();
        _failures++;
        Timers.StartSingleTimer(Connect.Instance, Connect.Instance, pause * (0.75 + (Random.Shared.NextDouble() / 2)));
    }

    private void LookAround()
    {
        foreach (var (house, view) in _around.Board.Views)
        {
            if (!_pictures.TryGetValue(house, out var known) || known.Version != view.Version)
            {
                _pictures[house] = (view.Version, HousePicture.Of(view, _around.Options, _around.Meters));
            }
        }

        foreach (var gone in _pictures.Keys.Where(house => !_around.Board.Views.ContainsKey(house)).ToList())
        {
            _pictures[gone] = (0, ImmutableDictionary<string, string>.Empty);
        }

        Keep();
    }

    private void Keep()
    {
        if (!_isOpen || _isKeeping || _link is not { } link)
        {
            return;
        }

        var next = Differences().Take(TopicsEach).ToList();
        if (next.Count == 0 && !_kept.ContainsKey(_topics.Status))
        {
            next.Add(KeyValuePair.Create(_topics.Status, "online"));
        }

        if (next.Count == 0)
        {
            return;
        }

        _isKeeping = true;
        var number = _number;
        link.KeepAsync(next.SelectMany(Messages), _stopping.Token)
            .PipeTo(Self, success: kept => new Kept(number, [.. kept]), failure: _ => new Kept(number, []));
    }

    // First what houses show, then what is left of earlier.
    private IEnumerable<KeyValuePair<string, string>> Differences()
    {
        foreach (var (_, picture) in _pictures.Values)
        {
            foreach (var state in picture)
            {
                if (!_kept.TryGetValue(state.Key, out var kept) || kept != state.Value)
                {
                    yield return state;
                }
            }
        }

        foreach (var topic in _kept.Keys.Concat(_found.Keys).Distinct(StringComparer.Ordinal))
        {
            if (IsLeftOver(topic) && _kept.GetValueOrDefault(topic) != "")
            {
                yield return KeyValuePair.Create(topic, "");
            }
        }
    }

    private bool IsLeftOver(string topic) =>
        topic != _topics.Status
        && _topics.HouseOf(topic, _pictures.Keys) is { } house
        && !_pictures[house].Picture.ContainsKey(topic);

    private IEnumerable<KeyValuePair<string, string>> Messages(KeyValuePair<string, string> state)
    {
        var known = _kept.GetValueOrDefault(state.Key) ?? _found.GetValueOrDefault(state.Key);
        if (state.Key.EndsWith("/config", StringComparison.Ordinal) && Withdrawal.Before(known, state.Value) is { } first)
        {
            yield return KeyValuePair.Create(state.Key, first);
        }

        yield return state;
    }

    private void Took(Kept kept)
    {
        if (kept.Number != _number)
        {
            return;
        }

        _isKeeping = false;
        MqttInstruments.Took(kept.States.Length);
        foreach (var (topic, payload) in kept.States)
        {
            _kept[topic] = payload;
            _found.Remove(topic);
        }

        // Where the broker took nothing the connection is about to end, or it refuses some topic: it is tried again when something changes.
        if (kept.States.Length > 0)
        {
            Keep();
        }
    }

    private void Hear(Heard heard)
    {
        if (heard.Acknowledge is { } acknowledge)
        {
            Obey(heard, acknowledge);
        }
        else if (heard.Connection != _number)
        {
            return;
        }
        else if (heard.Topic == _topics.Birth)
        {
            if (!heard.IsKept && heard.Payload == "online")
            {
                _kept.Clear();
                Keep();
            }
        }
        else if (heard.Payload.Length > 0)
        {
            // Left of an earlier life, or somebody else's hand on our topics: what differs is set right.
            _found[heard.Topic] = heard.Payload;
            if (_kept.TryGetValue(heard.Topic, out var ours) && ours != heard.Payload)
            {
                _kept.Remove(heard.Topic);
            }

            Keep();
        }
    }

    private void Obey(Heard heard, Func<Task> acknowledge)
    {
        var command = heard.IsKept ? null : _topics.Command(heard.Topic, heard.Payload);
        var view = command is null ? null : _around.Board.Views.GetValueOrDefault(command.House);
        var trouble = heard.IsKept ? "it was kept at the broker, and would switch at each connection; send commands without 'retain'"
            : command is null ? "it says neither ON nor OFF (or, of a scene, PRESS)"
            : view is null ? "there is no such house"
            : command is MqttCommand.Switch one && !view.State.OutletsByName.ContainsKey(one.Outlet) ? "there is no such outlet"
            : Context.GetChildren().Take(MostCommands + 1).Count() > MostCommands ? "too many commands are under way"
            : null;
        if (trouble is not null)
        {
            MqttInstruments.Commanded("ignored");
            LogIgnored(heard.Topic, trouble);
        }

        if (trouble is not null || (heard.IsRepeated && CommandMemory.Knows(view!.State, command!, view.PublishedAt)))
        {
            acknowledge().PipeTo(ActorRefs.Nobody);
            return;
        }

        MqttInstruments.Commanded("passed-on");
        var houses = _around.Houses;
        Context.ActorOf(Props.Create(() => new CommandActor(houses, command!, acknowledge)));
    }

    private void Say(SayOnce say)
    {
        if (!_isOpen || _link is not { } link)
        {
            Sender.Tell(new Said("There is no connection to the MQTT broker."));
            return;
        }

        link.SayAsync(_topics.Of(new HouseName(say.House), "alert"), say.Payload, _stopping.Token).PipeTo(Sender, success: trouble => new Said(trouble));
    }

    [LoggerMessage(EventId = 8001, Level = LogLevel.Information, Message = "Connected to the MQTT broker at {Host}:{Port}.")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(EventId = 8002, Level = LogLevel.Warning, Message = "No connection to the MQTT broker: {Reason} It is tried again until there is.")]
    private partial void LogLost(string reason);

    [LoggerMessage(EventId = 8003, Level = LogLevel.Warning, Message = "A message on {Topic} was ignored: {Reason}.")]
    private partial void LogIgnored(string topic, string reason);

    [LoggerMessage(EventId = 8004, Level = LogLevel.Warning, Message = "A command from the MQTT broker was refused ({Command}): {Reason}")]
    private partial void LogDeclined(MqttCommand command, string reason);

    private sealed record Opened(int Number, string? Trouble) : INoSerializationVerificationNeeded;

    private sealed record Kept(int Number, ImmutableArray<KeyValuePair<string, string>> States) : INoSerializationVerificationNeeded;

    private sealed class Connect : INoSerializationVerificationNeeded
    {
        public static Connect Instance { get; } = new();
    }

    private sealed class BoardMoved : INoSerializationVerificationNeeded
    {
        public static BoardMoved Instance { get; } = new();
    }

    private sealed class Look : INoSerializationVerificationNeeded
    {
        public static Look Instance { get; } = new();
    }
}
