using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Domain.HouseFiles;
using TapoHive.Scheduling;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive house check</c>.</summary>
public static class HouseCheckVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var file = HouseFileArgument.Make();
        var verb = new Verb(
            "check",
            "Find every mistake in a house file, each with its line and a remedy. Needs no hive.",
            ("house check house.conf", "before 'up --house house.conf'"),
            ("house check house.conf --output json", "for editors and scripts"));
        verb.Arguments.Add(file);
        return verb.Does(globals, screen, (context, _) =>
        {
            var path = context.Parsed.GetRequiredValue(file);
            var read = HouseFile.Read(path, ScheduledHouseFile.Options);
            if (context.Format == OutputFormat.Json)
            {
                context.Screen.Out.WriteLine(HouseFileReport.Json(read.Problems));
            }
            else
            {
                ProblemLines.Write(path, read, context.Screen);
            }

            return Task.FromResult(read.HasErrors ? ExitCode.Error : ExitCode.Done);
        });
    }
}
