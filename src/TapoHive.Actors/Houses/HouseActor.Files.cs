using System.Collections.Immutable;
using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plans;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Houses;

/// <content>House files: what is applied, and what is taken back.</content>
public sealed partial class HouseActor
{
    private void Apply(ApplyHouse apply) => Redefine(
        apply.Source,
        state => ApplyDecision.Decide(state, new HouseApplied(Now, apply.Definition, apply.Source, apply.SourceHash, apply.By), apply.When, apply.OnlyAt));

    private void RollBack(RollBackHouse command) => Redefine(
        "the definition before", state => ApplyDecision.RollBack(state, _name, command.By, Now));

    // Decided in its turn among everything else that is asked: commands before it meet the old house, those after it the new one.
    private void Redefine(string source, Func<HouseState, ApplyVerdict> decide)
    {
        var asker = Sender;
        ApplyVerdict verdict = new ApplyVerdict.Nothing();
        ImmutableArray<PlugId> gone = [];
        ImmutableArray<PlannedChange> changes = [];
        Enqueue(
            state =>
            {
                verdict = decide(state);
                if (verdict is not ApplyVerdict.Change change)
                {
                    return [];
                }

                var after = HouseEvolution.Evolve(state, change.Happened);
                gone = [.. state.Plugs.Keys.Where(plug => !after.Plugs.ContainsKey(plug))];
                changes = HouseDifference.Between(state, after);
                return [change.Happened];
            },
            state =>
            {
                if (verdict is ApplyVerdict.Change)
                {
                    Settle(source, state.Revision, gone);
                }

                Context.Parent.Tell(new HouseSettled(_name));
                asker.Tell(verdict is ApplyVerdict.Refuse refuse
                    ? new Refused(RefusalReason.Conflict, refuse.Message)
                    : new HouseAccepted(_name, state.LayoutRevision ?? 0, verdict is ApplyVerdict.Change, changes));
            },
            asker);
    }

    private void Settle(string source, long revision, ImmutableArray<PlugId> gone)
    {
        LogApplied(_name.Value, source, revision);
        foreach (var plug in gone)
        {
            _around.Plugs.Tell(new Forget(plug, _name));
            _reports.Remove(plug);
        }

        // Who is told that it is done finds it done, and the next house that is asked sees whose plugs these are.
        TellWhoIsHere();
        Publish();
    }
}
