using System.CommandLine;
using System.CommandLine.Help;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Verbs;

namespace TapoHive.Cli.CommandLine;

/// <summary>The command <c>tapohive</c>.</summary>
public static class Tapohive
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args, Screen screen, CancellationToken cancellation = default) =>
        RunAsync(args, screen, HiveProcess.RunAsync, cancellation);

    /// <summary>Runs one command line with something else in the place of the hive.</summary>
    /// <param name="args">What was typed.</param>
    /// <param name="screen">Where it was typed.</param>
    /// <param name="up">Runs the hive until it is cancelled; gives the exit code.</param>
    /// <param name="cancellation">Stops, besides Ctrl-C.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args,
        Screen screen,
        Func<UpOptions, CancellationToken, Task<int>> up,
        CancellationToken cancellation = default)
    {
        try
        {
            var code = await RunThroughAsync(args, screen, up, cancellation);
            await screen.Out.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (IOException gone) when (Standard.IsGone(gone))
        {
            // Whoever read has read enough: 'tapohive --help | head'.
            return ExitCode.Done;
        }
    }

    /// <summary>The command with all its verbs.</summary>
    /// <param name="screen">Where it is typed.</param>
    /// <param name="up">Runs the hive until it is cancelled; gives the exit code.</param>
    internal static RootCommand Build(Screen screen, Func<UpOptions, CancellationToken, Task<int>> up)
    {
        var globals = new GlobalOptions();
        var root = new RootCommand("Keeps every Tapo plug of a house in the state it is asked for, and proves it.");
        foreach (var option in globals.All)
        {
            root.Options.Add(option);
        }

        foreach (var verb in Verbs(globals, screen, up))
        {
            root.Subcommands.Add(verb);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        var exampled = new ExampledHelp((HelpAction)help.Action!, screen);
        help.Action = exampled;
        root.SetAction(exampled.Invoke);
        return root;
    }

    private static async Task<int> RunThroughAsync(
        IReadOnlyList<string> args,
        Screen screen,
        Func<UpOptions, CancellationToken, Task<int>> up,
        CancellationToken cancellation)
    {
        var root = Build(screen, up);
        if (ShellAnswer.IsAsked(args, out var line))
        {
            ShellAnswer.Write(root, line, screen.Out);
            return ExitCode.Done;
        }

        // 'help status', as many programs have it.
        var words = args is ["help", ..] ? [.. args.Skip(1), "--help"] : args;
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageErrors.Has(parsed) && parsed.Action is not HelpAction and not ExampledHelp)
        {
            return UsageErrors.Explain(parsed, screen);
        }

        var invocation = new InvocationConfiguration { Output = screen.Out, Error = screen.Error, EnableDefaultExceptionHandler = false };
        if (parsed.CommandResult.Command.Name == UpVerb.Name)
        {
            invocation.ProcessTerminationTimeout = UpVerb.LongestEnd;
        }

        return await parsed.InvokeAsync(invocation, cancellation);
    }

    private static IEnumerable<Verb> Verbs(GlobalOptions globals, Screen screen, Func<UpOptions, CancellationToken, Task<int>> up) =>
    [
        InitVerb.Make(globals, screen),
        UpVerb.Make(globals, screen, up),
        StatusVerb.Make(globals, screen),
        SwitchVerb.Make(globals, screen, Actors.Messages.SwitchVerb.On),
        SwitchVerb.Make(globals, screen, Actors.Messages.SwitchVerb.Off),
        SwitchVerb.Make(globals, screen, Actors.Messages.SwitchVerb.Toggle),
        ReleaseVerb.Make(globals, screen),
        RetryVerb.Make(globals, screen),
        WhyVerb.Make(globals, screen),
        WatchVerb.Make(globals, screen),
        HistoryVerb.Make(globals, screen),
        DiscoverVerb.Make(globals, screen),
        DoctorVerb.Make(globals, screen),
        EmulateVerb.Make(globals, screen),
        ScheduleVerb.Make(globals, screen),
        HouseVerb.Make(globals, screen),
        AdoptVerb.Make(globals, screen),
        ForgetVerb.Make(globals, screen),
        SceneVerb.Make(globals, screen),
        UndoVerb.Make(globals, screen),
        RunsVerb.Make(globals, screen),
        NotifyVerb.Make(globals, screen),
        CompletionVerb.Make(globals, screen),
        OperatorVerb.Make(globals, screen),
        ContextVerb.Make(globals, screen),
        ConfigVerb.Make(globals, screen),
        BackupVerb.Make(globals, screen),
        BackupVerb.MakeRestore(globals, screen),
        EnergyVerb.Make(globals, screen),
        ReplaceVerb.Make(globals, screen),
    ];
}
