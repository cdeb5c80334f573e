using System.Threading.Channels;
using Akka.Actor;
using Akka.TestKit;
using MQTTnet;
using MQTTnet.Formatter;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Tests;
using TapoHive.Domain.Houses;

namespace TapoHive.Mqtt.Tests;

/// <summary>How long the hive waits for a broker and for its own houses, in virtual time.</summary>
public sealed class PatienceTests : IAsyncLifetime
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestFirstPause = TimeSpan.FromSeconds(1.25);

    private readonly ActorSystem _system = ActorSystem.Create(
        "hive", "akka { loglevel = ERROR, stdout-loglevel = OFF, log-dead-letters = off, scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\" }");

    private readonly Broker _broker = new();
    private readonly HouseBoard _board = new();
    private readonly CollectedLog _log = new();
    private readonly Channel<object> _asked = Channel.CreateUnbounded<object>();
    private readonly List<IMqttClient> _rivals = [];
    private Task<SecretFound> _secret = Task.FromResult(new SecretFound("right", ""));
    private int _attempts;

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        _board.Publish(Shown.View());
    }

    [Fact]
    public async Task Two_of_one_name_do_not_take_the_session_from_each_other_every_second()
    {
        var mqtt = Start();
        await TakeOverAsync(mqtt);
        Assert.Contains(_log.Lines, static line => line.Contains("Another client calls itself 'tapohive' too", StringComparison.Ordinal) && line.Contains("mqtt.client-id", StringComparison.Ordinal) && line.Contains("mqtt.prefix", StringComparison.Ordinal));
        Assert.Equal(2, await AttemptsAfterAsync(mqtt, LongestFirstPause));

        // The second pause is at least one and a half seconds, and at most two and a half.
        await TakeOverAsync(mqtt);
        Assert.Equal(2, await AttemptsAfterAsync(mqtt, LongestFirstPause));
        Assert.Equal(3, await AttemptsAfterAsync(mqtt, LongestFirstPause));

        // What lasted is tried again soon.
        await UntilOnlineAsync(mqtt);
        Assert.Equal(3, await AttemptsAfterAsync(mqtt, TimeSpan.FromSeconds(30)));
        await TakeOverAsync(mqtt);
        Assert.Equal(4, await AttemptsAfterAsync(mqtt, LongestFirstPause));
    }

    [Fact]
    public async Task A_connection_that_was_lost_before_it_counted_as_open_never_does()
    {
        _secret = new TaskCompletionSource<SecretFound>().Task;
        var mqtt = Start();
        mqtt.Tell(new Lost(1, "The connection broke."));
        mqtt.Tell(new Opened(1, null));
        await DoneAsync(mqtt);
        Assert.DoesNotContain(_log.Lines, static line => line.Contains("Connected to", StringComparison.Ordinal));

        _secret = Task.FromResult(new SecretFound("right", ""));
        Assert.Equal(2, await AttemptsAfterAsync(mqtt, LongestFirstPause));
        await UntilOnlineAsync(mqtt);
    }

    [Fact]
    public async Task A_command_whose_house_never_answers_is_not_left_to_be_done_some_day()
    {
        _secret = new TaskCompletionSource<SecretFound>().Task;
        var mqtt = Start();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var command = new Heard(1, "tapohive/home/lamp/set", "ON", IsKept: false, IsRepeated: false, 7, Into(first));
        mqtt.Tell(command);
        Assert.IsType<SwitchOutlets>(await NextAsync());
        Assert.False(first.Task.IsCompleted);

        await Until.TrueAsync(
            () =>
            {
                Pass(TimeSpan.FromMinutes(1));
                return first.Task.IsCompleted;
            },
            "it is left with the broker");
        await DoneAsync(mqtt);
        Assert.Contains(_log.Lines, static line => line.Contains("Its house did not answer, so it was not done.", StringComparison.Ordinal));

        // The broker has not heard that, and sends it again by the next connection.
        mqtt.Tell(command with { IsRepeated = true, Acknowledge = Into(second) });
        await second.Task.WaitAsync(Generous);
        Assert.False(_asked.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_number_of_a_session_that_the_broker_forgot_hides_no_command_of_the_next()
    {
        _secret = new TaskCompletionSource<SecretFound>().Task;
        var mqtt = Start(answers: true);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var command = new Heard(1, "tapohive/home/lamp/set", "ON", IsKept: false, IsRepeated: false, 7, Into(first));
        mqtt.Tell(command);
        Assert.IsType<SwitchOutlets>(await NextAsync());
        await first.Task.WaitAsync(Generous);

        // The first of the new session with this number was lost on its way; this is the second attempt.
        mqtt.Tell(SessionBegan.Instance);
        mqtt.Tell(command with { IsRepeated = true, Acknowledge = Into(second) });

        await second.Task.WaitAsync(Generous);
        Assert.IsType<SwitchOutlets>(await NextAsync());
    }

    [Fact]
    public async Task What_is_decided_when_the_broker_forgot_its_session_hides_no_command_of_the_next()
    {
        _secret = new TaskCompletionSource<SecretFound>().Task;
        var mqtt = Start();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var command = new Heard(1, "tapohive/home/lamp/set", "ON", IsKept: false, IsRepeated: false, 7, Into(first));
        mqtt.Tell(command);
        Assert.IsType<SwitchOutlets>(await NextAsync());
        mqtt.Tell(SessionBegan.Instance);
        await Until.TrueAsync(
            () =>
            {
                Pass(TimeSpan.FromMinutes(1));
                return first.Task.IsCompleted;
            },
            "it is left with the broker");
        await DoneAsync(mqtt);

        mqtt.Tell(command with { IsRepeated = true, Acknowledge = Into(second) });

        Assert.IsType<SwitchOutlets>(await NextAsync());
    }

    [Fact]
    public async Task It_is_told_whether_the_broker_knows_the_session()
    {
        var told = Channel.CreateUnbounded<object>();
        foreach (var knows in (bool[])[false, true])
        {
            using var link = new MqttLink(1, Shown.Options with { Port = _broker.Port }, new MqttTopics("tapohive", null), message => told.Writer.TryWrite(message));
            Assert.Null(await link.OpenAsync(null, TestContext.Current.CancellationToken));
            Assert.Equal(!knows, told.Reader.TryRead(out var first) && first is SessionBegan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _rivals.ForEach(static rival => rival.Dispose());
        await _broker.DisposeAsync();
        _log.Dispose();
    }

    private static Func<Task> Into(TaskCompletionSource acknowledged) => () =>
    {
        acknowledged.TrySetResult();
        return Task.CompletedTask;
    };

    private IActorRef Start(bool answers = false)
    {
        var houses = _system.ActorOf(Props.Create(() => new QuietHouses(_asked.Writer, answers)));
        var options = Shown.Options with { Port = _broker.Port, Password = new SecretReference(SecretSource.Environment, "UNUSED") };
        var around = new MqttSurroundings(options, _board, houses, ReadSecretAsync, _log);
        return _system.ActorOf(Props.Create(() => new MqttActor(around)));
    }

    // Asked once at each attempt to connect.
    private Task<SecretFound> ReadSecretAsync(SecretReference reference)
    {
        Interlocked.Increment(ref _attempts);
        return _secret;
    }

    // The rival stays until the hive takes the session back.
    private async Task TakeOverAsync(IActorRef mqtt)
    {
        await UntilOnlineAsync(mqtt);
        _broker.Published.Clear();
        var losses = Losses();
        var rival = new MqttClientFactory().CreateMqttClient();
        _rivals.Add(rival);
        await rival.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", _broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId(Shown.Options.ClientId).WithCleanStart(false).Build(),
            TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Losses() > losses, "the session is not taken over");
        await DoneAsync(mqtt);
    }

    private int Losses() => _log.Lines.Count(static line => line.StartsWith("Warning 8002", StringComparison.Ordinal));

    private async Task UntilOnlineAsync(IActorRef mqtt)
    {
        await Until.TrueAsync(() => _broker.Published.Contains(("tapohive/status", "online")), "not online");
        await DoneAsync(mqtt);
    }

    private async Task<int> AttemptsAfterAsync(IActorRef mqtt, TimeSpan time)
    {
        Pass(time);
        await DoneAsync(mqtt);
        return _attempts;
    }

    private void Pass(TimeSpan time) => ((TestScheduler)_system.Scheduler).Advance(time);

    // Answered behind all that came before.
    private static async Task DoneAsync(IActorRef mqtt) => await mqtt.Ask<Said>(new SayOnce("home", ReadOnlyMemory<byte>.Empty), Generous);

    private async Task<object> NextAsync()
    {
        using var giveUp = new CancellationTokenSource(Generous);
        return await _asked.Reader.ReadAsync(giveUp.Token);
    }

    // They refuse, or say nothing at all.
    private sealed class QuietHouses : ReceiveActor
    {
        public QuietHouses(ChannelWriter<object> asked, bool answers) => Receive<IForHouse>(message =>
        {
            asked.TryWrite(message);
            if (answers)
            {
                Sender.Tell(new Refused(RefusalReason.UnknownHouse, "No."));
            }
        });
    }
}
