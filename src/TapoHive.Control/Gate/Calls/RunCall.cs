using System.Text.Json;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Gate.Calls;

/// <summary>
/// Starts runs and tells the client how it goes: a run in each house concerned, and what is newly known of them whenever
/// the client has room for it, with a pause between. Ends when all runs are settled, or on acceptance where the client does not
/// wait: that is told at once, and where it comes within the first pause it is all that is told.
/// </summary>
internal sealed class RunCall : ReceiveActor, IWithTimers
{
    private readonly PartStream _parts;
    private readonly HiveHandle _hive;
    private readonly GateOptions _options;
    private readonly IOperatorRequest _request;
    private readonly Origin _origin;
    private readonly TraceContext? _trace;
    private readonly Dictionary<HouseName, HouseSelection> _unanswered = [];
    private Waiting _waiting;
    private Duration _longest;
    private readonly SortedDictionary<HouseName, RunEvidence> _runs = [];
    private readonly List<(HouseSelection House, Refused Why)> _refused = [];
    private RunReport? _shown;
    private bool _rests;

    public RunCall(PartStream parts, HiveHandle hive, GateOptions options, IOperatorRequest request, string operatorName, TraceContext? trace)
    {
        _trace = trace;
        (_parts, _hive, _options, _request, _origin) = (parts, hive, options, request, Origin.Operator(operatorName));
        Receive<RunAccepted>(accepted =>
        {
            _longest = Duration.Max(_longest, accepted.Longest ?? Duration.Zero);
            Learn(accepted.House, accepted.Run);
        });
        Receive<RunProgressed>(progressed => Learn(progressed.House, progressed.Run));
        Receive<FromHouse<Refused>>(refused => BeRefused(refused.House, refused.Message));
        Receive<OutOfTime>(_ => GiveUp());
        Receive<Rested>(_ =>
        {
            _rests = false;
            Show();
        });
        Receive<Credit>(credit =>
        {
            _parts.Grant(credit.Parts, Context.Parent);
            Show();
        });
        Receive<EndRequest>(_ => Context.Stop(Self));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        switch (RunOrders.Of(_request, [.. _hive.Board.Views.Values], _origin))
        {
            case RunOrders.Given given:
                Give(given);
                break;
            case RunOrders.Refused refused:
                Refuse(refused.Refusal);
                break;
            default:
                break;
        }
    }

    private void Give(RunOrders.Given given)
    {
        (_waiting, _longest) = (given.Waiting, given.Window);
        foreach (var order in given.Orders)
        {
            _unanswered.Add(order.House, order.Meant);
            _hive.Houses.Tell(order.Command is ITraced traced ? traced.Within(_trace) : order.Command, Context.ActorOf(ActorMaker.Props(() => new HouseListener(order.House))));
        }

        Timers.StartSingleTimer(nameof(OutOfTime), new OutOfTime(), _options.Limits.Answer);
    }

    private void Learn(HouseName house, RunEvidence run)
    {
        _unanswered.Remove(house);
        _runs[house] = run;
        AfterAnswer();
    }

    private void BeRefused(HouseName house, Refused why)
    {
        if (_unanswered.Remove(house, out var selection))
        {
            _refused.Add((selection, why));
            AfterAnswer();
        }
    }

    private void AfterAnswer()
    {
        if (_unanswered.Count > 0)
        {
            return;
        }

        if (_runs.Count == 0)
        {
            Refuse(HouseQuestions.Explain(_refused[0].Why));
            return;
        }

        // All houses have answered: from now on each run settles itself within its window, and this only guards against silence.
        Timers.StartSingleTimer(nameof(OutOfTime), new OutOfTime(), _longest.ToTimeSpan() + _options.Limits.Answer);
        if (_shown is null && !_rests)
        {
            Rest();
        }

        Show();
    }

    private void Show()
    {
        var isFinal = _waiting == Waiting.ForAcceptance || _runs.Values.All(static run => run.Outcome != RunOutcome.Accepted);
        if (_runs.Count > 0 && _unanswered.Count == 0 && _parts.IsReady && (isFinal || !_rests))
        {
            var now = RunProjection.Of([.. _runs.Select(static run => (run.Key, run.Value))], _refused);
            var news = RunProjection.Since(now, _shown);
            if (isFinal)
            {
                Send(news, PartClosing.Answer);
            }
            else if (_shown is null || !news.Outlets.IsEmpty)
            {
                _shown = now;
                Send(news, PartClosing.Value);
                Rest();
            }
        }

        if (_parts.IsClosed)
        {
            Context.Stop(Self);
        }
    }

    private void Send(RunReport news, PartClosing closing)
    {
        if (closing == PartClosing.Answer)
        {
            Context.Parent.Tell(new CallSettled(_parts.Id, $"run {news.Run} {news.Outcome}", CallVerdict.Answered));
        }

        _parts.Send(JsonSerializer.SerializeToUtf8Bytes(news, ContractJson.Default.RunReport), closing, Context.Parent);
    }

    private void Rest()
    {
        _rests = true;
        Timers.StartSingleTimer(nameof(Rested), new Rested(), _options.Limits.WatchPause);
    }

    private void GiveUp() => Refuse(HouseQuestions.Explain(new AskTimeoutException("no answer")));

    private void Refuse(CallReply.Refuse refusal)
    {
        Context.Parent.Tell(new CallSettled(_parts.Id, refusal.Message, CallVerdict.Refused));
        _parts.Refuse(refusal.Code, refusal.Message, Context.Parent);
        Context.Stop(Self);
    }

    private sealed record OutOfTime;

    private sealed record Rested;
}
