using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Houses;

/// <content>What plugs and discovery tell a house.</content>
public sealed partial class HouseActor
{
    private static readonly Duration LeftFor = Duration.FromMinutes(15);

    // Plugs at whose address another plug of the house answered, and when they are tried again.
    private readonly Dictionary<PlugId, Instant> _leftUntil = [];

    private void Reported(PlugReported message)
    {
        var report = message.Report;
        if (!_state.Plugs.ContainsKey(report.Id))
        {
            _around.Plugs.Tell(new Forget(report.Id, _name));
            return;
        }

        if (ReportDecision.OtherPlugOf(_state, report) is not null)
        {
            LeaveForAWhile(report);
            return;
        }

        _reports[report.Id] = report;
        _times.Proven(report);
        _reported[report.Id] = Sender;
        var mayEndRun = _runs.Reported(report.Id);
        if (!_flushAsked && !Timers.IsTimerActive(Gathered.Instance))
        {
            Timers.StartSingleTimer(Gathered.Instance, Gathered.Instance, Gathering);
        }

        if (mayEndRun || _driven.Count > 0)
        {
            // Somebody waits for it. Others see it with the next write, which gathers reports.
            AskShow();
        }

        ResolveToggles();
    }

    // The device is commanded as the plug that it is. Whether it is still at the other's address only a try can tell, and each may cost it its session.
    private void LeaveForAWhile(PlugReport report)
    {
        _leftUntil[report.Id] = Now + LeftFor;
        _around.Plugs.Tell(new Forget(report.Id, _name));
        _reports.Remove(report.Id);
        _reported.Remove(report.Id);
        Enqueue(state => ReportDecision.Decide(state, report, Now), static _ => { }, ActorRefs.Nobody);
        AskShow();
    }

    private bool IsLeft(PlugRecord plug) =>
        _leftUntil.TryGetValue(plug.Id, out var until) && plug.Identity.Mac is null && Now < until && until - Now <= LeftFor;

    // As long as the plugs of a run answer one after the other, what they tell is written together with its end: a write in between would hold up
    // the answers that come meanwhile.
    private void GatherOn()
    {
        if ((_runs.AnyOpen || _driven.Count > 0) && _reported.Count > _gathered && ++_gatherings < MostGatherings)
        {
            _gathered = _reported.Count;
            Timers.StartSingleTimer(Gathered.Instance, Gathered.Instance, Gathering);
        }
        else
        {
            Write();
        }
    }

    private void Seen(Sighted seen)
    {
        if (SightingDecision.PlugOf(_state, seen.Sighting) is not { } plug)
        {
            if (seen.Reach == Reach.Within)
            {
                SeenUnknown(seen.Sighting);
            }

            return;
        }

        _around.Plugs.Tell(new PlugSighted(plug.Id, seen.Sighting, _name));
        if (!SightingDecision.Decide(_state, seen.Sighting, Now).IsEmpty)
        {
            Enqueue(state => SightingDecision.Decide(state, seen.Sighting, Now), static _ => { }, ActorRefs.Nobody);
        }
    }

    private void Asked(CredentialAsked asked) => Enqueue(
        state => _credentials.Decide(state, asked, Now),
        _ => _credentials.Answer(asked, _around.Plugs),
        ActorRefs.Nobody);

    private void Tested(CredentialTested tested)
    {
        // Each session of a plug that is well tells it again: what is recorded waits for no write and causes none.
        if (_work.Count == 0 && _credentials.Judge(_state, tested, Now).IsEmpty)
        {
            TakeVerdict(tested);
        }
        else
        {
            Enqueue(state => _credentials.Judge(state, tested, Now), _ => TakeVerdict(tested), ActorRefs.Nobody);
        }
    }

    private void TakeVerdict(CredentialTested tested)
    {
        foreach (var plug in _credentials.Released(tested))
        {
            _around.Plugs.Tell(new CredentialProven(plug, _name));
        }

        foreach (var waiting in _credentials.Ended())
        {
            Asked(waiting);
        }
    }

    private void End()
    {
        if (CommandDecision.End(_state, Now) is not null)
        {
            Enqueue(state => CommandDecision.End(state, Now) is { } ended ? [ended] : [], static _ => { }, ActorRefs.Nobody);
        }
        else
        {
            ArmTimers();
        }
    }
}
