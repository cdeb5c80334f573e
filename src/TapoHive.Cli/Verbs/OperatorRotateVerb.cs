using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive operator rotate</c>.</summary>
public static class OperatorRotateVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var name = new Argument<string>("NAME") { Description = "which operator" };
        var file = OperatorAddVerb.FileOption();
        var verb = new Verb(
            "rotate",
            "Give an operator a new key with the role it has. The old key is worth nothing from then on.",
            ("operator rotate anna", "writes anna.operator, to be imported again"),
            ("operator rotate local", "the key in the hive's own data folder"));
        verb.Arguments.Add(name);
        verb.Options.Add(file);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var who = context.Parsed.GetValue(name)!;
            if (who == OperatorName.Local)
            {
                await using var local = await context.EnterAsync(cancellation);
                var grant = await local.RotateLocalOperatorAsync(cancellation);
                context.Write(OperatorLines.Report(grant), _ => context.Screen.Out.WriteLine("The local operator has a new key; its file in the hive's data folder is the new one already."));
                return ExitCode.Done;
            }

            // The operator of the context in use takes its own new key at once.
            var own = context.ChosenContext is { } chosen && HiveContexts.Usual.Read(chosen).Name == who && context.Parsed.GetValue(file) is null ? chosen : null;
            var path = own is null ? context.Parsed.GetValue(file) ?? $"{who}.operator" : HiveContexts.Usual.FileOf(own);
            if (own is null)
            {
                NamedFile.RefuseToOverwrite(path, "a key file", " with --file");
            }

            await using var hive = await context.EnterAsync(cancellation);
            var key = await hive.RotateOperatorAsync(who, cancellation);
            key.Key.Write(path);
            context.Write(OperatorLines.Report(key, path), _ => OperatorLines.Rotated(context.Screen, key, path, own));
            return ExitCode.Done;
        });
    }
}
