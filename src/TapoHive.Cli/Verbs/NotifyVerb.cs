using System.CommandLine;
using System.Globalization;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive notify</c>.</summary>
public static class NotifyVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb("notify", "See whether people would learn of trouble.", ("notify test", "a message by every channel of every house"));
        verb.Subcommands.Add(Test(globals, screen));
        return verb;
    }

    private static Verb Test(GlobalOptions globals, Screen screen)
    {
        var house = new Argument<string?>("HOUSE") { Description = "the house; all without it", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb(
            "test",
            "Send a test message by every channel that the house file names.",
            ("notify test", "every house"),
            ("notify test hillside", "one"));
        verb.Arguments.Add(house);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.TestAlertsAsync(context.Parsed.GetValue(house), cancellation);
            context.Write(report, it =>
            {
                foreach (var message in it.Messages)
                {
                    context.Screen.Out.WriteLine(Line(message));
                }
            });
            return report.Messages.All(static message => message.Arrived) ? ExitCode.Done : ExitCode.Error;
        });
    }

    private static string Line(AlertTestMessage message) => message.Arrived
        ? string.Create(CultureInfo.InvariantCulture, $"{message.House}: {message.Channel} ({message.Where}) took the message in {message.Milliseconds} ms.")
        : $"{message.House}: {message.Channel} ({message.Where}) did not take the message. {message.Problem}";
}
