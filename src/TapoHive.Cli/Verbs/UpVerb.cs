using System.CommandLine;
using System.Globalization;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive up</c>.</summary>
public static class UpVerb
{
    private const int UsualDemo = 8;
    private const int LargestDemo = 9_000;

    /// <summary>What it is called.</summary>
    public const string Name = "up";

    /// <summary>How long its end may take once it is asked for: what is still to be written is, also to a store that is slow. The service's own patience is a little longer.</summary>
    public static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(28);

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen, Func<UpOptions, CancellationToken, Task<int>> up)
    {
        var houses = new Option<string[]>("--house") { Description = "a house file to apply; may be given several times", HelpName = "FILE" }.WithFiles();
        var demo = new Option<int?>("--demo")
        {
            Description = $"run N emulated plugs in a house of their own ({UsualDemo} unless said)",
            HelpName = "N",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = static result => result.Tokens switch
            {
                [] => UsualDemo,
                [var token] when int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LargestDemo => number,
                _ => Wrong(result),
            },
        };
        var config = new Option<string?>("--config") { Description = "the program's own settings; without it tapohive.conf in the usual places", HelpName = "FILE" }
            .WithFiles();
        var settings = new Option<string[]>("--set") { Description = "one setting, such as plugs.poll-every=30s", HelpName = "KEY=VALUE" };
        var verb = new Verb(
            Name,
            "Run the hive, in the foreground, until Ctrl-C.",
            ("up --demo", "a house of emulated plugs, in a data folder of its own"),
            ("up --demo 200", "a large one"),
            ("up --house ~/house.conf", "a real house"),
            ("up", "the houses of last time"));
        verb.Options.Add(houses);
        verb.Options.Add(demo);
        verb.Options.Add(config);
        verb.Options.Add(settings);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(demo) is not null && result.GetResult(houses) is not null)
            {
                result.AddError("The demonstration has its own house; use --demo or --house, not both.");
            }
        });
        return verb.Does(globals, screen, (context, cancellation) =>
        {
            var plugs = context.Parsed.GetResult(demo) is null ? null : context.Parsed.GetValue(demo);
            return up(
                new UpOptions(
                    context.ChosenFolder ?? (plugs is null ? null : DataFolder.Demo),
                    [.. context.Parsed.GetValue(houses) ?? []],
                    plugs,
                    context.Parsed.GetValue(config),
                    [.. context.Parsed.GetValue(settings) ?? []],
                    (started, folder) =>
                    {
                        var mention = IsFoundFirst(folder) ? null : folder;
                        context.Write(
                            new UpReport(folder.Path, started.Gate.ToString(), started.Houses),
                            _ => context.Screen.Out.WriteLine(NextSteps.Text(started, folder, plugs, mention, ProgramPath.AsTyped())));

                        // Whoever waits at the other end of a pipe for the hive to be up is told now, not when it ends.
                        context.Screen.Out.Flush();
                    })
                {
                    Colours = context.Screen.Colour == Colour.Welcome,
                },
                cancellation);
        });
    }

    // Whether a command that names no folder asks the hive of this one: what is printed to be copied must not switch another house.
    private static bool IsFoundFirst(DataFolder folder)
    {
        var settled = ProgramSettings.NamedFolder();
        return (folder == DataFolder.Usual && (settled is null || settled == folder))
            || (folder == DataFolder.Demo && settled is null && !File.Exists(DataFolder.Usual.GateAddressFile));
    }

    private static int? Wrong(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is no number of plugs from 1 to {LargestDemo}.");
        return null;
    }
}
