using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Houses;

/// <content>How another device takes the place of a plug.</content>
public sealed partial class HouseActor
{
    private void Replace(ReplacePlug command)
    {
        var asker = Sender;
        (PlugReplaced? Happened, string? Objection, ObjectionKind Kind) decided = default;
        Enqueue(
            state =>
            {
                decided = ReplaceDecision.Decide(state, Waiting, command.Plug, command.Successor, command.Origin, Now);
                return decided.Happened is { } replaced ? [replaced] : [];
            },
            state => asker.Tell(decided.Happened is { } replaced
                ? (object)new Replaced(_name, replaced.Name, replaced.Mac, replaced.Old, state.Plugs[replaced.Plug].Membership)
                : new Refused(decided.Kind == ObjectionKind.NothingMeant ? RefusalReason.NothingMatched : RefusalReason.Invalid, decided.Objection!)),
            asker);
    }
}
