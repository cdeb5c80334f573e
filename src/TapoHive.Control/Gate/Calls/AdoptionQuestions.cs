using System.Collections.Immutable;
using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What <c>adopt</c> and <c>forget</c> ask of the houses. A word may name its house (<c>hillside/lamp</c>); without one it is for
/// the house in which it means something, and where that are several, for none.</summary>
internal sealed class AdoptionQuestions(HiveHandle hive, GateOptions options, Origin origin)
{
    private const double LongestWindow = 300;

    private IReadOnlyCollection<HouseView> Houses => [.. hive.Board.Views.Values];

    /// <summary>Lists waiting plugs, or lets some in and waits until they have joined.</summary>
    public async Task<CallReply> Adopt(AdoptRequest request)
    {
        if (request.Plugs.IsEmpty)
        {
            var waiting = AdoptionProjection.Waiting(Houses, options.Clock.GetCurrentInstant());
            return CallReply.Of(new AdoptReport([], waiting), ContractJson.Default.AdoptReport, $"{waiting.Length} plugs wait");
        }

        var (parts, refusal) = Route(request.Plugs, static (view, word) => AdoptionDecision.Pick(view.State, view.Waiting, [word]).Objection, Sweep.Allowed);
        if (refusal is not null)
        {
            return refusal;
        }

        var adopting = new List<Adopting>();
        foreach (var (house, words) in parts)
        {
            switch (await hive.Houses.Ask<object>(new AdoptPlugs(house, words, origin), options.Limits.Answer))
            {
                case Adopting accepted:
                    adopting.Add(accepted);
                    break;
                case Refused refused:
                    return HouseQuestions.Explain(refused);
                default:
                    return Nonsense();
            }
        }

        await UntilJoinedAsync(adopting, TimeSpan.FromSeconds(Math.Clamp(request.WindowSeconds, 0, LongestWindow)));
        var views = hive.Board.Views;
        var report = new AdoptReport(
            AdoptionProjection.Adopted(adopting.SelectMany(house => house.Plugs.Select(mac => (views[house.House], mac)))),
            AdoptionProjection.Waiting(views.Values, options.Clock.GetCurrentInstant()));
        return CallReply.Of(report, ContractJson.Default.AdoptReport, $"{report.Adopted.Length} plugs let in, {report.Adopted.Count(static plug => plug.Joined)} joined");
    }

    /// <summary>Takes found plugs out.</summary>
    public async Task<CallReply> Forget(ForgetRequest request)
    {
        // What is refused everywhere is refused by a house, with its reason; here only the house is looked for.
        var (parts, refusal) = Route(
            request.Plugs,
            static (view, word) => AdoptionDecision.PickForgotten(view.State, [word]) is { Kind: ObjectionKind.NothingMeant, Objection: { } objection } ? objection : null,
            Sweep.Refused);
        if (refusal is not null)
        {
            return refusal;
        }

        var forgotten = new List<OutletReference>();
        foreach (var (house, words) in parts)
        {
            switch (await hive.Houses.Ask<object>(new ForgetPlugs(house, words, origin), options.Limits.Answer))
            {
                case Forgotten done:
                    forgotten.AddRange(done.Plugs.Select(plug => new OutletReference(plug.Value, house.Value)));
                    break;
                case Refused refused:
                    return HouseQuestions.Explain(refused);
                default:
                    return Nonsense();
            }
        }

        return CallReply.Of(new ForgetReport([.. forgotten]), ContractJson.Default.ForgetReport, $"{forgotten.Count} plugs forgotten");
    }

    private static CallReply.Refuse Nonsense() => new(RefusalCode.NoAnswer, "The house gave an answer that makes no sense. Look at the hive's log.");

    private (IReadOnlyList<(HouseName House, ImmutableArray<string> Words)> Parts, CallReply.Refuse? Refusal) Route(
        ImmutableArray<string> words,
        Func<HouseView, string, string?> objection,
        Sweep sweep)
    {
        var parts = new SortedDictionary<HouseName, List<string>>();
        foreach (var word in words)
        {
            var slash = word.IndexOf('/', StringComparison.Ordinal);
            var (name, rest) = slash > 0 ? (word[..slash], word[(slash + 1)..]) : (null, word);
            var houses = Houses.Where(view => name is null || view.Name.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (houses.Count == 0)
            {
                return ([], new CallReply.Refuse(RefusalCode.NothingMatched, name is null ? NoHouse.Words : $"There is no house '{name}' in this hive."));
            }

            var meant = houses.Where(view => objection(view, rest) is null).ToList();
            if (meant.Count == 0)
            {
                return ([], new CallReply.Refuse(RefusalCode.NothingMatched, objection(houses[0], rest)!));
            }

            if (meant.Count > 1 && !(sweep == Sweep.Allowed && rest.Equals("all", StringComparison.OrdinalIgnoreCase)))
            {
                return ([], new CallReply.Refuse(
                    RefusalCode.Invalid,
                    $"'{rest}' means something in {meant.Count} houses. Choose: {string.Join(", ", meant.Select(view => $"{view.Name}/{rest}"))}."));
            }

            foreach (var view in meant)
            {
                if (!parts.TryGetValue(view.Name, out var list))
                {
                    parts.Add(view.Name, list = []);
                }

                list.Add(rest);
            }
        }

        return ([.. parts.Select(static part => (part.Key, part.Value.ToImmutableArray()))], null);
    }

    private async Task UntilJoinedAsync(List<Adopting> adopting, TimeSpan window)
    {
        using var over = new CancellationTokenSource(window);
        while (!over.IsCancellationRequested)
        {
            var seen = hive.Board.Version;
            var views = hive.Board.Views;
            if (adopting.TrueForAll(house => house.Plugs.All(mac => AdoptionProjection.HasJoined(views[house.House], mac))))
            {
                return;
            }

            try
            {
                await hive.Board.WhenNewerThan(seen, over.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private enum Sweep
    {
        Allowed,
        Refused,
    }
}
