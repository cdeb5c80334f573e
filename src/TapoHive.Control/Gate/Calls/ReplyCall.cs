using Akka.Actor;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate.Calls;

/// <summary>A request with one answer: works it out, then sends it as the client makes room.</summary>
internal sealed class ReplyCall : ReceiveActor
{
    private readonly PartStream _parts;
    private readonly Func<Task<CallReply>> _work;

    public ReplyCall(PartStream parts, Func<Task<CallReply>> work)
    {
        _parts = parts;
        _work = work;
        Receive<CallReply.Answer>(answer =>
        {
            Context.Parent.Tell(new CallSettled(_parts.Id, answer.Outcome, CallVerdict.Answered));
            _parts.Send(answer.Json, PartClosing.Answer, Context.Parent);
            StopWhenClosed();
        });
        Receive<CallReply.Refuse>(Refuse);
        Receive<Status.Failure>(failure => Refuse(HouseQuestions.Explain(failure.Cause)));
        Receive<Credit>(credit =>
        {
            _parts.Grant(credit.Parts, Context.Parent);
            StopWhenClosed();
        });
        Receive<EndRequest>(_ => Context.Stop(Self));
    }

    protected override void PreStart() => _ = _work().PipeTo(Self);

    private void Refuse(CallReply.Refuse refusal)
    {
        Context.Parent.Tell(new CallSettled(_parts.Id, refusal.Message, CallVerdict.Refused));
        _parts.Refuse(refusal.Code, refusal.Message, Context.Parent);
        StopWhenClosed();
    }

    private void StopWhenClosed()
    {
        if (_parts.IsClosed)
        {
            Context.Stop(Self);
        }
    }
}
