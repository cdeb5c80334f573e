using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary><c>scene list</c> for people.</summary>
public static class SceneTable
{
    /// <summary>Draws it.</summary>
    public static void Write(ScenesReport report, Screen screen)
    {
        if (report.Scenes.IsEmpty)
        {
            screen.Out.WriteLine("There are no scenes. Write scenes { evening { on = tag.light } } into the house file, and apply it.");
            return;
        }

        var several = report.Scenes.Select(static scene => scene.House).Distinct(StringComparer.Ordinal).Count() > 1;
        var table = Tables.Of("SCENE", "STEPS", "OUTLETS", "ON FAILURE");
        foreach (var scene in report.Scenes)
        {
            table.AddRow(
                new Text(several ? $"{scene.House}/{scene.Name}" : scene.Name),
                new Text(scene.Steps.ToString(CultureInfo.InvariantCulture)),
                new Text(scene.Problem is null ? scene.Outlets.ToString(CultureInfo.InvariantCulture) : "-"),
                new Text(scene.OnFailure.ToString().ToLowerInvariant()));
        }

        Tables.WriteFitting(table, screen, 3, 1);
        foreach (var scene in report.Scenes.Where(static scene => scene.Problem is not null))
        {
            screen.Out.WriteLine(Tables.Plain(scene.Problem));
        }
    }
}
