using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive operator</c>: who may command the hive. Every one of its verbs goes through the gate; where no hive runs there is
/// nobody to be let in or kept out.</summary>
public static class OperatorVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb(
            "operator",
            "Say who may command this hive.",
            ("operator add anna --role operate", "writes anna.operator: one file, to be imported with 'context import' on her machine"),
            ("operator list", "who may enter, and who is there now"),
            ("operator revoke anna", "from this moment on, also where she is in the middle of something"),
            ("operator rotate anna", "a new key in the place of the old one"));
        verb.Subcommands.Add(OperatorAddVerb.Make(globals, screen));
        verb.Subcommands.Add(OperatorListVerb.Make(globals, screen));
        verb.Subcommands.Add(OperatorRevokeVerb.Make(globals, screen));
        verb.Subcommands.Add(OperatorRotateVerb.Make(globals, screen));
        return verb;
    }
}
