using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive operator list</c>.</summary>
public static class OperatorListVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb("list", "Show who may command this hive.", ("operator list", "names, roles, keys, and who is there now"));
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            context.Write(await hive.OperatorsAsync(cancellation), it => OperatorLines.Table(context.Screen, it));
            return ExitCode.Done;
        });
    }
}
