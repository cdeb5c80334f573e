using Spectre.Console;

namespace TapoHive.Cli.Terminal;

/// <summary>Where a command writes, and what may be written there.</summary>
/// <param name="Out">Answers.</param>
/// <param name="Error">Everything that is not an answer.</param>
/// <param name="In">What a person types.</param>
/// <param name="Kind">Whether a person looks at <paramref name="Out"/>.</param>
/// <param name="Asking">Whether a person can be asked something.</param>
/// <param name="Width">Columns; what does not fit is cut or folded.</param>
/// <param name="Colour">Whether colours are welcome.</param>
public sealed record Screen(TextWriter Out, TextWriter Error, TextReader In, ScreenKind Kind, Asking Asking, int Width, Colour Colour)
{
    private const int NoLimit = 4_000;
    private const int UsualRows = 24;

    /// <summary>Tells how large the terminal is now; absent where there is none.</summary>
    public Func<TerminalSize>? Measure { get; init; }

    /// <summary>Makes the console that a person answers at; absent for that of the process.</summary>
    public Func<IAnsiConsole>? Talking { get; init; }

    /// <summary>Whether what was drawn may be drawn over.</summary>
    public Redrawing Redrawing { get; init; } = Redrawing.Never;

    /// <summary>How large the terminal is now: a person may have resized it since the command began.</summary>
    public TerminalSize Size => Measure?.Invoke() ?? new TerminalSize(Width, UsualRows);

    /// <summary>The one of this process.</summary>
    public static Screen OfProcess()
    {
        var kind = Console.IsOutputRedirected ? ScreenKind.Pipe : ScreenKind.Terminal;
        return new Screen(
            kind == ScreenKind.Pipe ? Standard.Output() : Console.Out,
            Console.Error,
            Console.In,
            kind,
            Console.IsInputRedirected || kind == ScreenKind.Pipe ? Asking.Nobody : Asking.APerson,
            kind == ScreenKind.Pipe ? NoLimit : WindowWidth(),
            kind == ScreenKind.Pipe || IsSet("NO_COLOR") || IsDumb ? Colour.Never : Colour.Welcome)
        {
            Measure = kind == ScreenKind.Pipe ? null : static () => new TerminalSize(WindowWidth(), WindowHeight()),
            Redrawing = kind == ScreenKind.Pipe || IsDumb ? Redrawing.Never : Redrawing.Possible,
        };
    }

    /// <summary>A console that draws on a writer.</summary>
    public IAnsiConsole Draw(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Colour == Colour.Welcome ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Colour == Colour.Welcome ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        return console;
    }

    /// <summary>A console that asks.</summary>
    public IAnsiConsole Talk() => Talking?.Invoke() ?? AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Redrawing == Redrawing.Possible ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = Colour == Colour.Welcome ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(Out),
    });

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    private static int WindowHeight()
    {
        try
        {
            return Console.WindowHeight is > 3 and var height ? height : UsualRows;
        }
        catch (IOException)
        {
            return UsualRows;
        }
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 20 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
