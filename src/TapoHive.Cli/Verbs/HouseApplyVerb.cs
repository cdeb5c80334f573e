using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive house apply</c>.</summary>
public static class HouseApplyVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var file = HouseFileArgument.Make();
        var revision = new Option<long?>("--revision") { Description = "only if the house is still what this plan was made for", HelpName = "N" };
        var verb = new Verb(
            "apply",
            "Make a house what its file says, all at once; what is unchanged is not touched.",
            ("house apply house.conf", "a changed file, or a new house"),
            ("house apply house.conf --revision 41", "only what 'house plan' showed"));
        verb.Arguments.Add(file);
        verb.Options.Add(revision);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var path = context.Parsed.GetRequiredValue(file);
            if (HouseFileArgument.Read(context, path) is not { } read)
            {
                return ExitCode.Error;
            }

            await using var hive = await context.EnterAsync(cancellation);
            var applied = await hive.ApplyAsync(read, Path.GetFullPath(path), context.Parsed.GetValue(revision), cancellation);
            context.Write(applied, it => ChangeTable.Write(it, $"is what {path} says", context.Screen));
            return ExitCode.Done;
        });
    }
}
