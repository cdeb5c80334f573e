using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive context use</c>.</summary>
public static class ContextUseVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var name = new Argument<string>("CONTEXT") { Description = "which hive; 'local' is that of this machine" }.WithContexts();
        var verb = new Verb(
            "use",
            "Choose the hive that is meant when neither --hive nor --data says another.",
            ("context use cottage", "every command goes there from now on"),
            ("context use local", "back to the hive of this machine"));
        verb.Arguments.Add(name);
        return verb.Does(globals, screen, (context, _) =>
        {
            var chosen = context.Parsed.GetValue(name)!;
            HiveContexts.Usual.Use(chosen);
            context.Write(
                ContextListVerb.Report(chosen),
                it => context.Screen.Out.WriteLine(it.Gate is { } gate
                    ? $"Commands go to the hive at {gate} from now on, as operator '{it.Operator}'."
                    : "Commands go to the hive of this machine from now on."));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
