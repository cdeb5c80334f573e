using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive replace</c>.</summary>
public static class ReplaceVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var old = new Argument<string>("OLD") { Description = "the plug whose place is taken, by name or hardware address" };
        var successor = new Option<string>("--with") { Description = "who takes it: a found plug, by name or hardware address", HelpName = "NEW", Required = true };
        var verb = new Verb(
            "replace",
            "Let another device take the place of a plug: its name, schedules, history and energy go on.",
            ("replace lamp --with p110-00-53-07", "the new plug was found, or waits to be let in"),
            ("replace hillside/lamp --with 00-00-5E-00-53-07", "where several houses have a lamp"));
        verb.Arguments.Add(old);
        verb.Options.Add(successor);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.ReplaceAsync(context.Parsed.GetValue(old)!, context.Parsed.GetValue(successor)!, cancellation);
            context.Write(report, it =>
            {
                context.Screen.Out.WriteLine($"{it.Name} is {it.Mac} from now on. What is wanted of it, its schedules, history and energy go on.");
                context.Screen.Out.WriteLine(it.OldMac is { } before ? $"The old plug, {before}, was let go; it comes back only by 'tapohive adopt'." : "The old plug was let go.");
                if (it.FileNamesOld)
                {
                    context.Screen.Out.WriteLine($"{it.Source} still names the old plug: write mac = \"{it.Mac}\" there when you edit it next. Until then it is understood.");
                }
            });
            return ExitCode.Done;
        });
    }
}
