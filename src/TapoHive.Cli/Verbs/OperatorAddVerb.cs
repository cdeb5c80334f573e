using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Keys;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive operator add</c>.</summary>
public static class OperatorAddVerb
{
    private static readonly string[] Roles = ["view", "operate", "administer"];

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var name = new Argument<string>("NAME") { Description = "what the operator is called" };
        var role = new Option<OperatorRole>("--role")
        {
            Description = "view: look; operate: switch, too; administer: houses and operators, too",
            HelpName = "view|operate|administer",
            Required = true,
            CustomParser = static result => Role(result),
        };
        var file = FileOption();
        var verb = new Verb(
            "add",
            "Let somebody command this hive. Writes one file with everything that needs: whoever has the file is the operator.",
            ("operator add anna --role operate", "writes anna.operator"),
            ("operator add panel --role view --file /media/stick/panel.operator", "for a display on the wall"));
        verb.Arguments.Add(name);
        verb.Options.Add(role);
        verb.Options.Add(file);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var who = context.Parsed.GetValue(name)!;
            var path = context.Parsed.GetValue(file) ?? $"{who}.operator";

            // Before the hive knows the name: a key that nobody keeps is an operator that nobody is.
            NamedFile.RefuseToOverwrite(path, "a key file", " with --file");
            await using var hive = await context.EnterAsync(cancellation);
            var key = await hive.AddOperatorAsync(who, context.Parsed.GetValue(role), cancellation);
            key.Key.Write(path);
            context.Write(OperatorLines.Report(key, path), _ => OperatorLines.Written(context.Screen, key, path));
            return ExitCode.Done;
        });
    }

    /// <summary>Where a key file goes.</summary>
    internal static Option<string?> FileOption() => new("--file") { Description = "the key file to write (else NAME.operator here)", HelpName = "FILE" };

    private static OperatorRole Role(System.CommandLine.Parsing.ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (Array.IndexOf(Roles, word) is >= 0 and var index)
        {
            return (OperatorRole)index;
        }

        result.AddError(Suggestion.Nearest(word, Roles) is { } near ? $"There is no role '{word}'. Did you mean '{near}'?" : $"There is no role '{word}'; write view, operate or administer.");
        return OperatorRole.View;
    }
}
