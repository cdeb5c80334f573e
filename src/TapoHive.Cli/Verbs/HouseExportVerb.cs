using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive house export</c>.</summary>
public static class HouseExportVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var house = HouseArgument.Make();
        var verb = new Verb(
            "export",
            "Write a house as a house file, adopted plugs included. Passwords are not in it, only where they are kept.",
            ("house export > house.conf", "after plugs were adopted, or to begin a file"));
        verb.Arguments.Add(house);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var exported = await hive.ExportAsync(context.Parsed.GetValue(house), cancellation);
            context.Write(exported, it => context.Screen.Out.Write(it.Text));
            return ExitCode.Done;
        });
    }
}
