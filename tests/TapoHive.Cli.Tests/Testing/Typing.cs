using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Verbs;

namespace TapoHive.Cli.Tests.Testing;

/// <summary>What a command line wrote, and how it ended.</summary>
internal sealed record Typed(int Code, string Out, string Error);

/// <summary>Types command lines as a person or a script would, inside this process.</summary>
internal static class Typing
{
    public static Screen ScreenOf(int width = 120, string answer = "", Asking asking = Asking.Nobody) => new(
        new StringWriter { NewLine = "\n" },
        new StringWriter { NewLine = "\n" },
        new StringReader(answer),
        asking == Asking.Nobody ? ScreenKind.Pipe : ScreenKind.Terminal,
        asking,
        width,
        Colour.Never);

    public static Task<Typed> TypeAsync(params string[] args) => TypeAsync(ScreenOf(), args);

    public static async Task<Typed> TypeAsync(Screen screen, params string[] args) =>
        await TypeAsync(screen, static (_, _) => throw new InvalidOperationException("Nobody asked for a hive."), args);

    public static async Task<Typed> TypeAsync(Screen screen, Func<UpOptions, CancellationToken, Task<int>> up, params string[] args)
    {
        // How long a person waits is nothing to find out here on a busy machine.
        var words = args.Contains("--data", StringComparer.Ordinal) && !args.Contains("--timeout", StringComparer.Ordinal) ? [.. args, "--timeout", "100s"] : args;
        var code = await Tapohive.RunAsync(words, screen, up, TestContext.Current.CancellationToken);
        return new Typed(code, screen.Out.ToString()!, screen.Error.ToString()!);
    }

    public static string Drawn(Action<Screen> draw, int width = 120)
    {
        var screen = ScreenOf(width);
        draw(screen);
        return screen.Out.ToString()!.ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
