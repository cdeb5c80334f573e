using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using NodaTime.Text;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plans;
using TapoHive.Domain.Schedules;

namespace TapoHive.Control.Gate.Calls;

/// <summary>
/// The requests about house files. A client has read its file, with includes and substitutions, and sends what came of it as one text;
/// the hive reads that with the same rules, because nothing that a client says may end up in the journal unchecked. Where secrets
/// are kept is the hive's to look at.
/// </summary>
internal sealed class HouseFileQuestions(HiveHandle hive, GateOptions options, OperatorEntry asking)
{
    private const int FiringDays = 7;
    private const string OtherVersion = "The hive reads this file otherwise than this program does, so one of them is older. Update it.";

    private Origin Origin => Origin.Operator(asking.Name);

    public async Task<CallReply> Plan(PlanHouseRequest request, string? text)
    {
        var (read, refusal) = await Read(text, request.Source, request.SourceHash);
        if (refusal is not null)
        {
            return refusal;
        }

        var definition = read!.Definition!;
        if (Conflict(definition) is { } conflict)
        {
            return new CallReply.Refuse(RefusalCode.Conflict, conflict);
        }

        var state = hive.Board.Views.TryGetValue(definition.Name, out var view) ? view.State : HouseState.Empty;
        var now = options.Clock.GetCurrentInstant();
        var plan = HousePlan.Of(state, definition, now);
        return CallReply.Of(
            new PlanReport(definition.Name.Value, plan.Revision, [.. plan.Changes.Select(Shown)], Firings(state, plan.After, now)),
            ContractJson.Default.PlanReport,
            $"{plan.Changes.Length} changes planned");
    }

    public async Task<CallReply> Apply(ApplyHouseRequest request, string? text)
    {
        var (read, refusal) = await Read(text, request.Source, request.SourceHash);
        return refusal ?? await Ask(new ApplyHouse(
            read!.Definition!, request.Source, request.SourceHash, Origin, ApplyWhen.TheHouseDiffers, request.Revision));
    }

    public Task<CallReply> RollBack(RollBackHouseRequest request)
    {
        var (house, refusal) = Choose(request.House);
        return refusal is null ? Ask(new RollBackHouse(house!.Name, Origin)) : Task.FromResult<CallReply>(refusal);
    }

    public CallReply Export(ExportHouseRequest request)
    {
        var (house, refusal) = Choose(request.House);
        if (refusal is not null)
        {
            return refusal;
        }

        return HouseExport.Of(house!.State) is { } definition
            ? CallReply.Of(
                new ExportReport(house.Name.Value, house.State.LayoutRevision ?? 0, HouseText.Of(definition)),
                ContractJson.Default.ExportReport,
                "exported")
            : new CallReply.Refuse(RefusalCode.NothingMatched, $"House '{house.Name}' has no definition yet. Apply a file to it.");
    }

    private ImmutableArray<PlannedFiring> Firings(HouseState before, HouseState after, Instant now)
    {
        var definition = after.Definition!;
        var zone = DateTimeZoneProviders.Tzdb[definition.TimeZone];
        var cron = hive.Cron ?? NoCron.Instance;
        return
        [
            .. FiringChanges.AtOnce(before, after, cron, now)
                .Concat(FiringChanges.Between(before, definition, cron, now, FiringDays))
                .Select(change => new PlannedFiring(
                    change.Schedule.Value, OffsetDateTimePattern.Rfc3339.Format(change.At.InZone(zone).ToOffsetDateTime()), change.Kind)),
        ];
    }

    // Accounts, the place and whom to tell are no business of whoever may not export them.
    private ChangeReport Shown(PlannedChange change) => ChangeReport.Of(
        asking.Role < OperatorRole.Administer && change is { Change: ChangeKind.Change, Kind: "house" or "account" }
            ? change with { Detail = "(shown to administrators only)" }
            : change);

    private static async Task<(HouseFileResult? Read, CallReply.Refuse? Refusal)> Read(string? text, string source, string hash)
    {
        if (text is null)
        {
            return (null, new CallReply.Refuse(RefusalCode.Conflict, "The house is too large for the hive, or did not come with the request. Make several houses of it, or update the client."));
        }

        var read = await Task.Run(() => HouseFile.ReadText(text, source, HouseFileOptions.SelfContained));
        if (read.Problems.FirstOrDefault(static problem => problem.Severity == HouseFileSeverity.Error) is { } problem)
        {
            return (null, new CallReply.Refuse(
                RefusalCode.Conflict,
                $"The hive does not take this house: {(problem.Key.Length > 0 ? $"{problem.Key}: " : "")}{problem.Message}. {problem.Hint ?? OtherVersion}"));
        }

        return read.SourceHash == hash ? (read, null) : (null, new CallReply.Refuse(RefusalCode.Conflict, OtherVersion));
    }

    private string? Conflict(HouseDefinition definition)
    {
        var claims = new PlugClaims();
        foreach (var (name, view) in hive.Board.Views.Where(house => house.Key != definition.Name))
        {
            claims.Add(name, view.State);
        }

        return claims.Conflict(definition);
    }

    private (HouseView? House, CallReply.Refuse? Refusal) Choose(string? name)
    {
        var houses = hive.Board.Views;
        if (name is not null)
        {
            return houses.TryGetValue(new HouseName(name), out var named)
                ? (named, null)
                : (null, new CallReply.Refuse(RefusalCode.NothingMatched, $"There is no house '{name}' in this hive. Its houses: {Names()}."));
        }

        return houses.Count == 1
            ? (houses.Values.First(), null)
            : (null, new CallReply.Refuse(
                RefusalCode.Invalid,
                houses.Count == 0 ? NoHouse.Words : $"Say which house is meant: {Names()}."));

        string Names() => string.Join(", ", houses.Keys.Select(static house => house.Value));
    }

    private async Task<CallReply> Ask(IForHouse message) => await hive.Houses.Ask<object>(message, options.Limits.Answer) switch
    {
        HouseAccepted accepted => CallReply.Of(
            new ApplyReport(accepted.House.Value, accepted.Revision, [.. accepted.Changes.Select(ChangeReport.Of)]),
            ContractJson.Default.ApplyReport,
            accepted.Changed ? $"revision {accepted.Revision}" : "nothing to change"),
        Refused refused => HouseQuestions.Explain(refused),
        _ => new CallReply.Refuse(RefusalCode.NoAnswer, "The house gave an answer that makes no sense. Look at the hive's log."),
    };
}
