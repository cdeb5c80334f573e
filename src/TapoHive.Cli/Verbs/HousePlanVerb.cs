using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive house plan</c>.</summary>
public static class HousePlanVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var file = HouseFileArgument.Make();
        var verb = new Verb(
            "plan",
            "Show what applying a house file would change. Changes nothing.",
            ("house plan house.conf", "before 'house apply house.conf'"));
        verb.Arguments.Add(file);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var path = context.Parsed.GetRequiredValue(file);
            if (HouseFileArgument.Read(context, path) is not { } read)
            {
                return ExitCode.Error;
            }

            await using var hive = await context.EnterAsync(cancellation);
            var plan = await hive.PlanAsync(read, Path.GetFullPath(path), cancellation);
            context.Write(plan, it => ChangeTable.Write(it, path, context.Screen));
            return ExitCode.Done;
        });
    }
}
