using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive house rollback</c>.</summary>
public static class HouseRollbackVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var house = HouseArgument.Make();
        var verb = new Verb(
            "rollback",
            "Give a house the definition back that it had before the last 'house apply'. A second time undoes the first.",
            ("house rollback", "the only house"),
            ("house rollback hillside", "one of several"));
        verb.Arguments.Add(house);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var applied = await hive.RollBackAsync(context.Parsed.GetValue(house), cancellation);
            context.Write(applied, it => ChangeTable.Write(it, "is what it was before", context.Screen));
            return ExitCode.Done;
        });
    }
}
