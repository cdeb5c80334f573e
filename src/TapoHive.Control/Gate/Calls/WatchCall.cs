using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Akka.Actor;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate.Calls;

/// <summary>
/// Follows outlets for one client. It looks at the houses only when the client has room for news, and then tells everything that
/// changed since it last told: a client that stops reading costs nothing, and one that reads again is told the truth of that moment.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An actor's PostStop is its Dispose.")]
internal sealed class WatchCall : ReceiveActor, IWithTimers
{
    private readonly PartStream _parts;
    private readonly HiveHandle _hive;
    private readonly GateOptions _options;
    private readonly WatchRequest _request;
    private readonly CancellationTokenSource _stopped = new();
    private Dictionary<string, OutletStatus>? _shown;
    private long _seen = -1;
    private Attention _attention = Attention.Idle;

    public WatchCall(PartStream parts, HiveHandle hive, GateOptions options, WatchRequest request)
    {
        (_parts, _hive, _options, _request) = (parts, hive, options, request);
        Receive<BoardChanged>(_ => Rest());
        Receive<Rested>(_ =>
        {
            _attention = Attention.Idle;
            Look();
        });
        Receive<Credit>(credit =>
        {
            _parts.Grant(credit.Parts, Context.Parent);
            Look();
        });
        Receive<EndRequest>(_ =>
        {
            Context.Parent.Tell(new CallSettled(_parts.Id, "ended by the client", CallVerdict.Answered));
            Context.Stop(Self);
        });
        Receive<Status.Failure>(static _ => { });
    }

    private enum Attention
    {
        /// <summary>Not waiting for anything but the client.</summary>
        Idle,

        /// <summary>Waiting for the houses to change.</summary>
        Waiting,

        /// <summary>Letting changes gather for a moment.</summary>
        Resting,
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        var routing = SelectorRouting.Route([.. _hive.Board.Views.Values], _request.Selectors);
        if (HouseQuestions.Explain(routing) is { } refusal)
        {
            Context.Parent.Tell(new CallSettled(_parts.Id, refusal.Message, CallVerdict.Refused));
            _parts.Refuse(refusal.Code, refusal.Message, Context.Parent);
            Context.Stop(Self);
            return;
        }

        Look();
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void Look()
    {
        if (!_parts.IsReady || _attention != Attention.Idle)
        {
            return;
        }

        var version = _hive.Board.Version;
        if (version > _seen)
        {
            _seen = version;
            Tell(Present());
        }

        if (_parts.IsReady)
        {
            _attention = Attention.Waiting;
            _ = _hive.Board.WhenNewerThan(_seen, _stopped.Token).PipeTo(Self, success: static () => new BoardChanged());
        }
    }

    private void Rest()
    {
        _attention = Attention.Resting;
        Timers.StartSingleTimer(nameof(Rested), new Rested(), _options.Limits.WatchPause);
    }

    // Each selector by itself: one that means nothing any more leaves the others alone.
    private Dictionary<string, OutletStatus> Present()
    {
        var views = _hive.Board.Views.Values.ToArray();
        var now = _options.Clock.GetCurrentInstant();
        IEnumerable<string[]> each = _request.Selectors.IsDefaultOrEmpty ? [[]] : _request.Selectors.Select(static selector => new[] { selector });
        var meant = each.Select(selectors => SelectorRouting.Route(views, selectors)).OfType<SelectorRouting.Routed>().SelectMany(static routed => routed.Houses)
            .GroupBy(static house => house.View.Name)
            .Select(static house => new HouseSelection(house.First().View, [], [.. house.SelectMany(static selection => selection.Outlets).Distinct()]));
        return StatusProjection.Outlets([.. meant], now).ToDictionary(static outlet => outlet.FullName, StringComparer.Ordinal);
    }

    private void Tell(Dictionary<string, OutletStatus> present)
    {
        var known = _shown;
        var news = known is null
            ? [.. present.Values]
            : present.Values
                .Where(outlet => !known.TryGetValue(outlet.FullName, out var before) || !before.SaysTheSameAs(outlet))
                .Concat(known.Values.Where(before => !present.ContainsKey(before.FullName)).Select(static before => before with { Gone = true }))
                .ToArray();
        _shown = present;
        if (known is null || news.Length > 0)
        {
            _parts.Send(JsonSerializer.SerializeToUtf8Bytes(news, ContractJson.Default.OutletStatusArray), PartClosing.Value, Context.Parent);
        }
    }

    private sealed record BoardChanged;

    private sealed record Rested;
}
