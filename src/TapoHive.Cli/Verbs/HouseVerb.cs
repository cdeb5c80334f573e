using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive house</c>: what can be done with house files.</summary>
public static class HouseVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb(
            "house",
            "Work with house files.",
            ("house check house.conf", "find every mistake in it, each with its line and a remedy"),
            ("house plan house.conf", "show what applying it would change"),
            ("house apply house.conf", "make the house what it says"),
            ("house export > house.conf", "write a house as a file"));
        verb.Subcommands.Add(HouseCheckVerb.Make(globals, screen));
        verb.Subcommands.Add(HousePlanVerb.Make(globals, screen));
        verb.Subcommands.Add(HouseApplyVerb.Make(globals, screen));
        verb.Subcommands.Add(HouseRollbackVerb.Make(globals, screen));
        verb.Subcommands.Add(HouseExportVerb.Make(globals, screen));
        return verb;
    }
}
