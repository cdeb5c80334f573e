using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive forget</c>.</summary>
public static class ForgetVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var plugs = new Argument<string[]>("PLUG") { Description = "plugs, by name or hardware address", Arity = ArgumentArity.OneOrMore }.WithNames(NameKind.Plug);
        var verb = new Verb(
            "forget",
            "Take found plugs out of their house: they are no longer switched, and come back only by 'adopt'.",
            ("forget lamp", "one plug"),
            ("forget hillside/lamp", "where several houses have a lamp"));
        verb.Arguments.Add(plugs);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.ForgetAsync([.. context.Parsed.GetValue(plugs) ?? []], cancellation);
            context.Write(report, it => context.Screen.Out.WriteLine(
                $"Forgotten: {string.Join(", ", it.Forgotten.Select(static plug => plug.Name))}. 'tapohive adopt' lists them as soon as they are seen again."));
            return ExitCode.Done;
        });
    }
}
