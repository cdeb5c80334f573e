using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Domain.HouseFiles;
using TapoHive.Scheduling;

namespace TapoHive.Cli.Verbs;

/// <summary>The house file that a verb is about.</summary>
internal static class HouseFileArgument
{
    public static Argument<string> Make() => new Argument<string>("FILE") { Description = "a house file" }.WithFiles();

    /// <summary>Reads the file; what is to say of it goes to the error stream. Nothing where it has errors.</summary>
    public static HouseFileResult? Read(VerbContext context, string path)
    {
        var read = HouseFile.Read(path, ScheduledHouseFile.Options);
        foreach (var problem in read.Problems)
        {
            context.Screen.Error.WriteLine($"{(problem.Severity == HouseFileSeverity.Error ? "error" : "warning")}: {problem}");
        }

        if (!read.HasErrors)
        {
            return read;
        }

        context.Screen.Error.WriteLine($"{path} has errors, so the hive was not asked. Correct them; 'tapohive house check {ProgramPath.Quoted(path)}' shows them again.");
        return null;
    }
}
