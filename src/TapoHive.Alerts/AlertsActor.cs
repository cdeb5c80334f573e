using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;

namespace TapoHive.Alerts;

/// <summary>
/// Tells people what houses have to tell. It keeps no queue: what is to be told stands in each house's stream, and what was told is
/// written there too, so that a message which did not arrive is put together again, also by the next process.
/// </summary>
public sealed partial class AlertsActor : ReceiveActor, IWithTimers
{
    // News that come within a moment share a message, but none waits for longer than a few.
    private static readonly Duration Gathering = Duration.FromSeconds(1);
    private static readonly Duration LongestGathering = Duration.FromSeconds(5);
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WriteDownAgainEvery = TimeSpan.FromSeconds(10);

    private readonly AlertSurroundings _around;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<(HouseName House, AlertChannel Channel), Lane> _lanes = [];
    private long _seen;

    /// <summary>Makes one.</summary>
    public AlertsActor(AlertSurroundings around)
    {
        _around = around;
        _log = around.Loggers.CreateLogger<AlertsActor>();
        Receive<BoardMoved>(_ =>
        {
            if (!Timers.IsTimerActive(Look.Soon))
            {
                Timers.StartSingleTimer(Look.Soon, Look.Soon, LookAtMostEvery);
            }
        });
        Receive<Look>(look =>
        {
            LookAround();
            if (look == Look.Soon)
            {
                Follow();
            }
        });
        Receive<Sent>(Settle);
        Receive<WriteDown>(_ => WriteDownAgain());
        Receive<TestAlerts>(Test);
        Receive<Refused>(_ => { }); // told once more by the timer
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _around.Clock.GetCurrentInstant();

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(WriteDown.Instance, WriteDown.Instance, WriteDownAgainEvery);
        LookAround();
        Follow();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Follow() => _around.Board.WhenNewerThan(_seen, _stopping.Token)
        .PipeTo(Self, success: () => BoardMoved.Instance, failure: _ => BoardMoved.Instance);

    private void LookAround()
    {
        // The version first: what is shown while this looks is newer than it, and looked at next.
        _seen = _around.Board.Version;
        Instant? next = null;
        foreach (var (house, view) in _around.Board.Views)
        {
            foreach (var channel in view.State.Definition?.Notify?.Channels ?? [])
            {
                if (Tell(house, view, view.State.Definition!.Notify!, channel) is { } due && (next is null || due < next))
                {
                    next = due;
                }
            }
        }

        if (next is { } at)
        {
            var pause = at - Now;
            Timers.StartSingleTimer(Look.Later, Look.Later, pause < Duration.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : pause.ToTimeSpan());
        }
    }

    /// <summary>Sends what is due; tells when to look again where something waits.</summary>
    private Instant? Tell(HouseName house, HouseView view, NotifyDefinition notify, AlertChannel channel)
    {
        var now = Now;
        var lane = LaneOf(house, channel);
        var items = Untold(view, lane, channel, now);
        if (items.IsEmpty || lane.IsBusy)
        {
            return null;
        }

        var gathered = Instant.Min(items.Max(item => item.At) + Gathering, items.Min(item => item.At) + LongestGathering);
        var due = Instant.Max(gathered - now > LongestGathering ? now : gathered, lane.Next(notify.Pause, now));
        if (due > now)
        {
            return due;
        }

        lane.IsBusy = true;
        var message = AlertComposition.Of(house, view.State, channel, items, now);
        SendAsync(notify, channel, message).PipeTo(
            Self,
            success: trouble => new Sent(house, channel, message.Through, view.Storage, trouble),
            failure: error => new Sent(house, channel, 0, view.Storage, error.Message));
        return null;
    }

    private static ImmutableArray<AlertItem> Untold(HouseView view, Lane lane, AlertChannel channel, Instant now)
    {
        ImmutableArray<AlertItem> known = [.. (view.State.Alerts?.For(channel) ?? []).Where(item => item.Revision > lane.Through)];
        if (view.Storage == lane.ToldStorage)
        {
            lane.StorageSince = null;
            return known;
        }

        lane.StorageSince ??= now;
        return known.Add(new AlertItem(
            0,
            lane.StorageSince.Value,
            view.Storage == StorageHealth.Available ? AlertKind.StorageHealed : AlertKind.StorageFailed,
            "storage",
            null,
            view.Storage == StorageHealth.Available
                ? $"House '{view.Name}' can write its journal again."
                : $"House '{view.Name}' cannot write its journal, so it accepts nothing. See that the disk of the data folder is not full and works; the hive's log says more.",
            lane.StorageSince.Value));
    }

    private async Task<string?> SendAsync(NotifyDefinition notify, AlertChannel channel, AlertMessage message)
    {
        var trouble = _around.Routes.TryGetValue(channel, out var route)
            ? await route.SendAsync(notify, message, _stopping.Token)
            : "This hive cannot tell anybody by this channel.";
        AlertInstruments.Sent(channel, trouble is null ? "arrived" : "failed");
        return trouble;
    }

    private void Settle(Sent sent)
    {
        var now = Now;
        var lane = LaneOf(sent.House, sent.Channel);
        if (sent.Trouble is { } trouble)
        {
            if (lane.Failures == 0)
            {
                LogFailed(sent.House.Value, sent.Channel, trouble);
            }

            lane.Failed(now);
        }
        else
        {
            if (lane.Failures > 0)
            {
                LogRecovered(sent.House.Value, sent.Channel);
            }

            var pause = _around.Board.Views.GetValueOrDefault(sent.House)?.State.Definition?.Notify?.Pause ?? NotifyDefinition.UsualPause;
            lane.Arrived(sent.Through, sent.Storage, pause, now);
            _around.Houses.Tell(new AlertsDelivered(sent.House, sent.Channel, lane.Through));
        }

        LookAround();
    }

    // A house that could not write when it was told has to be told again.
    private void WriteDownAgain()
    {
        foreach (var ((house, channel), lane) in _lanes)
        {
            if (_around.Board.Views.TryGetValue(house, out var view) && view.State.Alerts?.Told.TryGetValue(channel, out var mark) == true && mark < lane.Through)
            {
                _around.Houses.Tell(new AlertsDelivered(house, channel, lane.Through));
            }
        }
    }

    private Lane LaneOf(HouseName house, AlertChannel channel)
    {
        if (!_lanes.TryGetValue((house, channel), out var lane))
        {
            lane = new Lane();
            _lanes.Add((house, channel), lane);
        }

        return lane;
    }

    private void Test(TestAlerts test)
    {
        var views = _around.Board.Views.Values.Where(view => test.House is not { } only || view.Name == only).ToList();
        var tests = views.SelectMany(view => (view.State.Definition?.Notify?.Channels ?? []).Select(channel => (view, channel))).ToList();
        if (tests.Count == 0)
        {
            Sender.Tell(new Refused(
                views.Count == 0 ? RefusalReason.UnknownHouse : RefusalReason.NothingMatched,
                views.Count == 0 ? "There is no such house." : "Nobody is told of trouble: no house file says 'notify'. Write notify { ... } into it and apply it."));
            return;
        }

        Task.WhenAll(tests.Select(each => TestAsync(each.view, each.channel, Now)))
            .PipeTo(Sender, Self, success: told => new AlertsTested([.. told]));
    }

    private async Task<AlertTest> TestAsync(HouseView view, AlertChannel channel, Instant now)
    {
        var notify = view.State.Definition!.Notify!;
        var item = new AlertItem(0, now, AlertKind.Test, view.Name.Value, null, $"This is a test of house '{view.Name}'. Nothing is wrong.", now);
        var began = Stopwatch.GetTimestamp();
        var message = AlertComposition.Of(view.Name, view.State, channel, [item], now);
        var trouble = await SendAsync(notify, channel, message);
        var where = _around.Routes.TryGetValue(channel, out var route) ? route.WhereTo(notify) : "nowhere";
        return new AlertTest(view.Name, channel, where, trouble, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "House {House}: a message about trouble does not arrive by {Channel}: {Reason} It is tried again until it does.")]
    private partial void LogFailed(string house, AlertChannel channel, string reason);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Information, Message = "House {House}: messages arrive by {Channel} again.")]
    private partial void LogRecovered(string house, AlertChannel channel);

    private sealed record Sent(HouseName House, AlertChannel Channel, long Through, StorageHealth Storage, string? Trouble) : INoSerializationVerificationNeeded;

    private sealed class BoardMoved : INoSerializationVerificationNeeded
    {
        public static BoardMoved Instance { get; } = new();
    }

    private sealed class Look : INoSerializationVerificationNeeded
    {
        public static Look Soon { get; } = new();

        public static Look Later { get; } = new();
    }

    private sealed class WriteDown : INoSerializationVerificationNeeded
    {
        public static WriteDown Instance { get; } = new();
    }
}
