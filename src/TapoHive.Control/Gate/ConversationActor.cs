using Akka.Actor;
using Akka.Remote;
using TapoHive.Actors;
using TapoHive.Actors.Instruments;
using TapoHive.Control.Gate.Calls;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>
/// Talks with one operator that proved who it is. Its name is 128 random bits that only this client is told. Checks role and
/// bounds, starts an actor for each request, writes one audit line for each. Ends with the connection, when the client says
/// goodbye, when its operator is revoked, or when it hears nothing for the length of a lease.
/// </summary>
internal sealed class ConversationActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    private readonly HiveHandle _hive;
    private readonly GateOptions _options;
    private readonly OperatorEntry _operator;
    private readonly IActorRef _client;
    private readonly GateHall _hall;
    private readonly AuditLog _audit;
    private readonly Dictionary<long, (IActorRef Call, string What, MeasuredCall Measured)> _calls = [];
    private readonly HouseUpload _house;
    private long? _aboutItself;
    private string _endedBecause = "the gate closed";

    public ConversationActor(HiveHandle hive, GateOptions options, OperatorEntry @operator, IActorRef client, GateHall hall)
    {
        (_hive, _options, _operator, _client, _hall, _audit) = (hive, options, @operator, client, hall, hall.Audit);
        _house = new HouseUpload(options.Limits.HouseBytes);
        Receive<HousePiece>(piece =>
        {
            RenewLease();
            if (piece.Bytes is not null)
            {
                _house.Take(piece);
            }
        });
        Receive<IOperatorRequest>(request =>
        {
            if (!IsOver())
            {
                RenewLease();
                Open(request);
            }
        });
        Receive<OperatorDesk.RollChanged>(_ => IsOver());
        Receive<Credit>(credit => ToCall(credit.Id, credit));
        Receive<EndRequest>(end => ToCall(end.Id, end));
        Receive<KeepAlive>(_ => RenewLease());
        Receive<Goodbye>(_ => End("said goodbye"));
        Receive<LeaseEnded>(_ =>
        {
            _client.Tell(new Refusal(0, RefusalCode.Ended, "The hive had not heard of this client for too long and ended the conversation. Enter anew."));
            End("was not heard of for too long");
        });
        Receive<DisassociatedEvent>(gone =>
        {
            if (gone.RemoteAddress == _client.Path.Address)
            {
                End("disconnected");
            }
        });
        Receive<CallSettled>(Settle);
        Receive<CallEnded>(ended =>
        {
            if (_calls.Remove(ended.Id, out var over))
            {
                over.Measured.Leave();
            }

            if (ended.Id == _aboutItself)
            {
                _aboutItself = null;
                IsOver();
            }
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    // A call that throws answers nothing more; its client is told by the time-out. Starting it anew would answer twice.
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        RenewLease();
        GateInstruments.Conversations(+1);
        _audit.Entered(_operator.Name, _operator.Role);
        _client.Tell(new Welcome(_operator.Role, _options.HiveVersion, (int)_options.Limits.Lease.TotalSeconds));
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _audit.Left(_operator.Name, _endedBecause);
        GateInstruments.Conversations(-1);
        foreach (var (_, _, measured) in _calls.Values)
        {
            measured.Leave();
        }

        // What was told last may still reach the client.
        var (door, connection) = (_hall.Door, _client.Path.Address.System);
        Context.System.Scheduler.Advanced.ScheduleOnce(LastWord, () => door.ShowOut(connection));
    }

    private void Open(IOperatorRequest request)
    {
        var what = RequestRules.Describe(request);
        if (Objection(request) is { } objection)
        {
            GateInstruments.Refused(MeasuredCall.Word(request));
            _audit.Refused(_operator.Name, what, objection.Message);
            _client.Tell(new Refusal(request.Id, objection.Code, objection.Message));
            return;
        }

        var measured = new MeasuredCall(request);
        var call = Context.ActorOf(PropsOf(request, new PartStream(request.Id, _client), measured.Trace));
        Context.WatchWith(call, new CallEnded(request.Id));
        _calls.Add(request.Id, (call, what, measured));
        if (request is RotateOperatorRequest { Name: var renewed } && renewed == _operator.Name || request is RevokeOperatorRequest { Name: var revoked } && revoked == _operator.Name)
        {
            _aboutItself = request.Id;
        }
    }

    private CallReply.Refuse? Objection(IOperatorRequest request) => request switch
    {
        _ when RequestRules.Needs(request) > _operator.Role => new(
            RefusalCode.NotAllowed,
            $"Operator '{_operator.Name}' may only {_operator.Role.ToString().ToLowerInvariant()}; this needs the role {RequestRules.Needs(request).ToString().ToLowerInvariant()}."),
        _ when !RequestRules.IsComplete(request) => new(RefusalCode.Invalid, "The request is not complete. Update the client."),
        _ when RequestRules.Words(request).Length > _options.Limits.SelectorsEach => new(
            RefusalCode.Invalid,
            $"A request has at most {_options.Limits.SelectorsEach} selectors. Use tags, rooms or 'all'."),
        _ when _calls.ContainsKey(request.Id) => new(RefusalCode.Invalid, "A request of this number is still under way."),
        _ when _calls.Count >= _options.Limits.RequestsEach => new(
            RefusalCode.Busy,
            $"{_options.Limits.RequestsEach} requests of this client are under way already. Wait for one to end."),
        _ => null,
    };

    private Props PropsOf(IOperatorRequest request, PartStream parts, TraceContext? trace) => request switch
    {
        SwitchRequest or SceneRunRequest or UndoRequest => ActorMaker.Props(() => new RunCall(parts, _hive, _options, request, _operator.Name, trace)),
        WatchRequest watch => ActorMaker.Props(() => new WatchCall(parts, _hive, _options, watch)),
        PlanHouseRequest plan => Reply(parts, (questions, text) => questions.Plan(plan, text)),
        ApplyHouseRequest apply => Reply(parts, (questions, text) => questions.Apply(apply, text)),
        RollBackHouseRequest back => Reply(parts, (questions, _) => questions.RollBack(back)),
        OperatorsRequest or AddOperatorRequest or RevokeOperatorRequest or RotateOperatorRequest =>
            ActorMaker.Props(() => new ReplyCall(parts, () => new OperatorQuestions(_hall, _options).Answer(request))),
        ExportHouseRequest export => Reply(parts, (questions, _) => Task.FromResult(questions.Export(export))),
        _ => ActorMaker.Props(() => new ReplyCall(parts, () => new HouseQuestions(_hive, _options, _operator.Name).Answer(request))),
    };

    private Props Reply(PartStream parts, Func<HouseFileQuestions, string?, Task<CallReply>> answer)
    {
        var text = _house.Finish(parts.Id);
        return ActorMaker.Props(() => new ReplyCall(parts, () => answer(new HouseFileQuestions(_hive, _options, _operator), text)));
    }

    private void ToCall(long id, object message)
    {
        RenewLease();
        if (_calls.TryGetValue(id, out var open))
        {
            open.Call.Tell(message);
        }
    }

    private void Settle(CallSettled settled)
    {
        var what = "";
        if (_calls.TryGetValue(settled.Id, out var open))
        {
            what = open.What;
            open.Measured.Settle(settled.Verdict);
        }

        if (settled.Verdict == CallVerdict.Answered)
        {
            _audit.Answered(_operator.Name, what, settled.Outcome);
        }
        else
        {
            _audit.Refused(_operator.Name, what, settled.Outcome);
        }
    }

    /// <summary>Whether the operator may not be here any more; then it is told so, and nothing more of it is done.</summary>
    private bool IsOver()
    {
        if (_hall.Roll.Holds(_operator))
        {
            return false;
        }

        if (_aboutItself is not null)
        {
            // It asked for that itself, and hears what came of it first.
            return true;
        }

        _client.Tell(new Refusal(
            0, RefusalCode.NotProven, $"The key of operator '{_operator.Name}' is not good any more: it was revoked, or replaced by a new one. Ask the hive's administrator for a new key file."));
        End("its key was revoked or replaced");
        return true;
    }

    private void RenewLease() => Timers.StartSingleTimer(nameof(LeaseEnded), new LeaseEnded(), _options.Limits.Lease);

    private void End(string why)
    {
        _endedBecause = why;
        Context.Stop(Self);
    }

    private sealed record LeaseEnded;

    private sealed record CallEnded(long Id);
}
