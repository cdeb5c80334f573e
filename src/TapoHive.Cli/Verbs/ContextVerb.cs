using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive context</c>: the hives of other machines.</summary>
public static class ContextVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb(
            "context",
            "Command the hives of other machines.",
            ("context import anna.operator --as cottage", "take up a key file that 'operator add' wrote there"),
            ("status --hive cottage", "use it once"),
            ("context use cottage", "use it whenever nothing else is said"),
            ("context use local", "back to the hive of this machine"));
        verb.Subcommands.Add(ContextImportVerb.Make(globals, screen));
        verb.Subcommands.Add(ContextUseVerb.Make(globals, screen));
        verb.Subcommands.Add(ContextListVerb.Make(globals, screen));
        return verb;
    }
}
