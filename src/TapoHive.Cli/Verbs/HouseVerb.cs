using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Domain.HouseFiles;
using TapoHive.Scheduling;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive house</c>: what can be done with house files.</summary>
public static class HouseVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb("house", "Work with house files.", ("house check house.conf", "find every mistake in it, each with its line and a remedy"));
        verb.Subcommands.Add(Check(globals, screen));
        return verb;
    }

    private static Verb Check(GlobalOptions globals, Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "a house file" };
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
