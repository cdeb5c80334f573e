using System.Globalization;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Scenes;

namespace TapoHive.Cli.Rendering;

/// <summary><c>scene show</c> for people: the steps, and what each outlet would do.</summary>
public static class ScenePage
{
    /// <summary>Draws it.</summary>
    public static void Write(SceneReport report, Screen screen)
    {
        foreach (var step in report.Steps)
        {
            screen.Out.WriteLine(Sentence(step));
            var outlets = report.Outlets.Where(outlet => outlet.Step == step.Step).ToList();
            var width = outlets.Select(static outlet => outlet.Name.Length).DefaultIfEmpty().Max();
            foreach (var outlet in outlets)
            {
                screen.Out.WriteLine($"  {outlet.Name.PadRight(width)}  {outlet.Wanted.Word().PadRight(3)}  {Change(outlet)}");
            }
        }

        var changes = report.Outlets.Count(static outlet => outlet.Change == SceneChange.Switch);
        var there = report.Outlets.Count(static outlet => outlet.Change == SceneChange.Already);
        var unread = report.Outlets.Length - changes - there;
        screen.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{changes} to switch, {there} already there{(unread > 0 ? $", {unread} not read yet" : "")}. {OnFailure(report.OnFailure)}"));
    }

    private static string Change(SceneOutletReport outlet) => outlet.Change switch
    {
        SceneChange.Already => "is already",
        SceneChange.Switch => "will switch",
        _ => "not read yet",
    };

    private static string Sentence(SceneStepReport step) => step.WaitSeconds is { } wait
        ? string.Create(CultureInfo.InvariantCulture, $"{step.Step}. wait {Ages.Span(wait)}")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Step}. switch{(step.WithinSeconds is { } within ? $", within {Ages.Span(within)}" : "")}{(step.GapSeconds is { } gap ? $", {Ages.Span(gap)} apart" : "")}{(step.AtOnce is { } most ? $", {most} at once" : "")}");

    private static string OnFailure(FailurePolicy policy) => policy switch
    {
        FailurePolicy.Stop => "It stops at the first step that fails.",
        FailurePolicy.Undo => "If a step fails, it is undone.",
        _ => "If a step fails, it goes on.",
    };
}
