using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What <c>replace</c> asks of the house that has the plug.</summary>
internal sealed class ReplaceQuestions(HiveHandle hive, GateOptions options, Origin origin)
{
    public async Task<CallReply> Replace(ReplaceRequest request)
    {
        var slash = request.Plug.IndexOf('/', StringComparison.Ordinal);
        var (name, plug) = slash > 0 ? (request.Plug[..slash], request.Plug[(slash + 1)..]) : (null, request.Plug);
        var successor = request.Successor[(request.Successor.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var houses = hive.Board.Views.Values.Where(view => name is null || view.Name.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (houses.Count == 0)
        {
            return new CallReply.Refuse(RefusalCode.NothingMatched, name is null ? NoHouse.Words : $"There is no house '{name}' in this hive.");
        }

        var meant = houses.Where(view => Decide(view).Kind != ObjectionKind.NothingMeant || Decide(view).Happened is not null).ToList();
        if (meant.Count > 1)
        {
            return new CallReply.Refuse(RefusalCode.Invalid, $"'{plug}' is a plug of {meant.Count} houses. Choose: {string.Join(", ", meant.Select(view => $"{view.Name}/{plug}"))}.");
        }

        if (meant.Count == 0)
        {
            return new CallReply.Refuse(RefusalCode.NothingMatched, Decide(houses[0]).Objection!);
        }

        return await hive.Houses.Ask<object>(new ReplacePlug(meant[0].Name, plug, successor, origin), options.Limits.Answer) switch
        {
            Replaced done => CallReply.Of(
                new ReplaceReport(done.Plug.Value, done.House.Value, done.Mac.ToString(), done.Old?.ToString(), meant[0].State.Source, done.Listing == Membership.Listed),
                ContractJson.Default.ReplaceReport,
                $"{done.Plug} is {done.Mac} from now on"),
            Refused refused => HouseQuestions.Explain(refused),
            _ => new CallReply.Refuse(RefusalCode.NoAnswer, "The house gave an answer that makes no sense. Look at the hive's log."),
        };

        (PlugReplaced? Happened, string? Objection, ObjectionKind Kind) Decide(HouseView view) =>
            ReplaceDecision.Decide(view.State, view.Waiting, plug, successor, origin, options.Clock.GetCurrentInstant());
    }
}
