using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Scenes;

namespace TapoHive.Control.Gate.Calls;

/// <summary>The questions about scenes and runs that have one answer.</summary>
internal sealed class SceneQuestions(HiveHandle hive, GateOptions options, string operatorName)
{
    private IReadOnlyCollection<HouseView> Houses => [.. hive.Board.Views.Values];

    /// <summary>Answers one.</summary>
    public Task<CallReply> Answer(IOperatorRequest request) => request switch
    {
        ScenesRequest => Task.FromResult(List()),
        SceneShowRequest show => Task.FromResult(Show(show)),
        RunsRequest runs => Task.FromResult(Runs(runs)),
        RunShowRequest show => Task.FromResult(Run(show)),
        CancelRequest cancel => Cancel(cancel),
        _ => throw new InvalidOperationException("This is not about scenes or runs."),
    };

    private CallReply List()
    {
        var report = new ScenesReport([.. Houses.SelectMany(SceneProjection.List)]);
        return CallReply.Of(report, ContractJson.Default.ScenesReport, $"{report.Scenes.Length} scenes");
    }

    private CallReply Show(SceneShowRequest request)
    {
        var routing = SceneRouting.Find(Houses, request.Scene);
        if (routing is not SceneRouting.Found found)
        {
            return new CallReply.Refuse(RefusalCode.NothingMatched, ((SceneRouting.Nothing)routing).Message);
        }

        if (found.Houses is not [var house])
        {
            var names = string.Join(", ", found.Houses.Select(view => $"{view.Name}/{found.Scene}"));
            return new CallReply.Refuse(RefusalCode.Invalid, $"Several houses have a scene '{found.Scene}'. Choose: {names}.");
        }

        return ScenePlan.Of(house.State, found.Scene) switch
        {
            ScenePlan.Steps plan => CallReply.Of(SceneProjection.Show(house, plan), ContractJson.Default.SceneReport, "shown"),
            ScenePlan.Wrong wrong => new CallReply.Refuse(RefusalCode.Invalid, wrong.Message),
            ScenePlan.Unknown unknown => new CallReply.Refuse(RefusalCode.NothingMatched, unknown.Message),
            _ => throw new InvalidOperationException("Not a plan."),
        };
    }

    private CallReply Runs(RunsRequest request)
    {
        var now = options.Clock.GetCurrentInstant();
        Instant? since = request.SinceSeconds is { } seconds ? now - Duration.FromSeconds(Math.Clamp(seconds, 0, 1e9)) : null;
        var report = new RunsReport(
        [
            .. Houses.SelectMany(RunsProjection.Of)
                .Where(run => since is null || (run.CompletedAt ?? run.FinishedAt ?? now) >= since)
                .OrderByDescending(static run => run.StartedAt),
        ]);
        return CallReply.Of(report, ContractJson.Default.RunsReport, $"{report.Runs.Length} runs");
    }

    private CallReply Run(RunShowRequest request) =>
        RunRouting.Find(Houses, request.Run) is RunRouting.Found found && RunsProjection.Find(found.House, found.Run) is { } evidence
            ? CallReply.Of(RunProjection.Of([(found.House.Name, evidence)], []), ContractJson.Default.RunReport, "told")
            : RunRouting.Explain(Houses, request.Run);

    private async Task<CallReply> Cancel(CancelRequest request)
    {
        if (RunRouting.Find(Houses, request.Run) is not RunRouting.Found found)
        {
            return RunRouting.Explain(Houses, request.Run);
        }

        var cancel = new CancelRun(found.House.Name, found.Run, Origin.Operator(operatorName));
        return await hive.Houses.Ask<object>(cancel, options.Limits.Answer) switch
        {
            RunProgressed ended => CallReply.Of(RunProjection.Of([(ended.House, ended.Run)], []), ContractJson.Default.RunReport, $"run {found.Run} cancelled"),
            Refused refused => HouseQuestions.Explain(refused),
            _ => new CallReply.Refuse(RefusalCode.NoAnswer, "The house gave an answer that makes no sense. Look at the hive's log."),
        };
    }
}
