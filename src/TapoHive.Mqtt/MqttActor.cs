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
    private const int MostFound = 50_000;
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromMilliseconds(100);

    // Two clients of one name take each other's session at each connection: only one that lasts is worth a quick next attempt.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);

    private readonly MqttSurroundings _around;
    private readonly MqttTopics _topics;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private MqttLink? _link;
    private int _number;
    private int _failures;
    private string? _lost;

    /// <summary>Makes one.</summary>
    public MqttActor(MqttSurroundings around)
    {
        _around = around;
        _topics = new MqttTopics(around.Options.Prefix, around.Options.Discovery);
        _mark = OwnerMark.Of(around.Options);
        _wanted.Add(_topics.Owner, _mark.Text);
        _log = around.Loggers.CreateLogger<MqttActor>();
        Receive<Connect>(_ => Open());
        Receive<Opened>(Begin);
        Receive<Lost>(lost => Close(lost.Connection, lost.Reason));
        Receive<Lasted>(_ => _failures = 0);
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
        ReceiveCommands();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    // The figure says what this says.
    private bool IsOpen
    {
        get;
        set
        {
            MqttInstruments.Connections((value ? 1 : 0) - (field ? 1 : 0));
            field = value;
        }
    }

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
        IsOpen = false;

        // Without a farewell: the broker says for us that the hive is offline.
        _link?.Dispose();
    }

    private void Follow() => _around.Board.WhenNewerThan(_seen, _stopping.Token)
        .PipeTo(Self, success: () => BoardMoved.Instance, failure: _ => BoardMoved.Instance);

    private void Open()
    {
        var (self, number) = (Self, ++_number);
        _link?.Dispose();

        // A broker that starts anew may have forgotten everything; what it has not is heard before it counts as open.
        _kept.Clear();
        _found.Clear();
        _refused.Clear();
        _owner = null;
        _link = new MqttLink(number, _around.Options, _topics, message => self.Tell(message), _around.PlaceFile is { } file ? new PlaceFile(file) : null);
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
        // One that was lost before it counted as open is tried again already.
        if (opened.Connection != _number || Timers.IsTimerActive(Connect.Instance))
        {
            return;
        }

        if (opened.Trouble is { } trouble)
        {
            Close(opened.Connection, trouble);
            return;
        }

        if (Rival is { } rival)
        {
            Yield(rival);
            return;
        }

        LogConnected(_around.Options.Host, _around.Options.Port);
        IsOpen = true;
        Own(_link!.Replaced);
        Timers.StartSingleTimer(Lasted.Instance, Lasted.Instance, Lasting);
        AllIsDue();
        LookAround();
    }

    private void Close(int number, string reason)
    {
        if (number != _number || Timers.IsTimerActive(Connect.Instance))
        {
            return;
        }

        if (IsOpen || _failures == 0 || _lost != reason)
        {
            LogLost(reason);
        }

        _lost = reason;
        (IsOpen, _isKeeping, _isForgotten) = (false, false, false);
        Timers.Cancel(Lasted.Instance);
        var pause = Duration.Min(_around.Options.LongestPause, _around.Options.FirstPause * (1 << Math.Min(_failures, 10))).ToTimeSpan();
        _failures++;
        Timers.StartSingleTimer(Connect.Instance, Connect.Instance, pause * (0.75 + (Random.Shared.NextDouble() / 2)));
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
                // What is just being sent may have come before whoever starts was listening.
                _isForgotten = _isKeeping;
                _kept.Clear();
                AllIsDue();
                Keep();
            }
        }
        else if (heard.Topic == _topics.Owner)
        {
            HearOwner(heard.Payload);
        }
        else if (heard.Topic == _topics.Status)
        {
            HearStatus(heard.Payload);
        }
        else if (!_topics.CanBeOurs(heard.Topic))
        {
            // Somebody else's device.
        }
        else if (heard.Payload.Length > 0)
        {
            // Left of an earlier life, or somebody else's hand on our topics: what differs is set right.
            if (_found.Count < MostFound || _found.ContainsKey(heard.Topic))
            {
                _found[heard.Topic] = heard.Payload;
            }

            if (_kept.TryGetValue(heard.Topic, out var ours) && ours != heard.Payload)
            {
                _kept.Remove(heard.Topic);
            }

            _due.Add([heard.Topic]);
            Keep();
        }
        else if (!heard.Topic.EndsWith("/config", StringComparison.Ordinal) && _kept.GetValueOrDefault(heard.Topic) is { Length: > 0 })
        {
            // Taken away by somebody else's hand. A device that a person deletes in Home Assistant stays away until one of the two starts anew.
            _kept.Remove(heard.Topic);
            _due.Add([heard.Topic]);
            Keep();
        }
    }

    private void Say(SayOnce say)
    {
        if (!IsOpen || _link is not { } link)
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

    private sealed class Connect : INoSerializationVerificationNeeded
    {
        public static Connect Instance { get; } = new();
    }

    private sealed class Lasted : INoSerializationVerificationNeeded
    {
        public static Lasted Instance { get; } = new();
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
