using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive config</c>: the program's own settings.</summary>
public static class ConfigVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb("config", "Look at the program's own settings.", ("config show", "every setting, its value, and who said so"));
        verb.Subcommands.Add(ConfigShowVerb.Make(globals, screen));
        return verb;
    }
}
