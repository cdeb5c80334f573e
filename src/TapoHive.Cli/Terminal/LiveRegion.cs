using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace TapoHive.Cli.Terminal;

/// <summary>
/// The last lines of a terminal, drawn over as often as there is news, and right after a resize: what is drawn fits the size of that moment.
/// What stays is written above them. The cursor is neither hidden nor kept: whoever stops the program gets a terminal as it was. Thread-safe.
/// </summary>
public sealed partial class LiveRegion : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Screen _screen;
    private readonly List<PosixSignalRegistration> _signals = [];
    private Action<Screen>? _picture;
    private int[] _drawn = [];

    /// <summary>Begins with nothing drawn.</summary>
    public LiveRegion(Screen screen)
    {
        _screen = screen;
        if (screen.Measure is not null && !OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => DrawAgain()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => DrawBelow()));
        }
    }

    /// <summary>Draws anew.</summary>
    /// <param name="picture">Draws the lines, on a screen of the terminal's present size; it may be asked again at any time, from any thread.</param>
    /// <param name="above">Draws what is to stay, above them.</param>
    public void Show(Action<Screen> picture, Action<Screen>? above = null)
    {
        lock (_gate)
        {
            _picture = picture;
            Draw(picture, above);
        }
    }

    /// <summary>Takes the lines away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Write(Erasing(_screen.Size));
            (_drawn, _picture) = ([], null);
        }
    }

    /// <summary>Leaves the lines as they are: what comes next is written below.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            (_drawn, _picture) = ([], null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _signals.ForEach(static signal => signal.Dispose());

    /// <summary>The terminal has another size now.</summary>
    public void DrawAgain()
    {
        lock (_gate)
        {
            if (_picture is { } picture)
            {
                Draw(picture, null);
            }
        }
    }

    // After Ctrl-Z and 'fg' the shell's own words stand below the old lines, and must stay.
    private void DrawBelow()
    {
        lock (_gate)
        {
            _drawn = [];
            DrawAgain();
        }
    }

    private void Draw(Action<Screen> picture, Action<Screen>? above)
    {
        var size = _screen.Size;
        var text = new StringBuilder(Erasing(size));
        if (above is not null)
        {
            text.Append(Drawn(above, size));
        }

        var lines = Drawn(picture, size).TrimEnd().Split('\n').Take(size.Rows - 1).ToArray();
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        _drawn = [.. lines.Select(static line => Escapes().Replace(line, "").GetCellWidth())];
        Write(text.ToString());
    }

    private string Drawn(Action<Screen> picture, TerminalSize size)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        picture(_screen with { Out = writer, Width = size.Columns });
        return writer.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    // A terminal that became narrower has folded what was drawn: it takes more lines than it was.
    private string Erasing(TerminalSize size)
    {
        var rows = _drawn.Sum(width => Math.Max(1, (width + size.Columns - 1) / size.Columns));
        return rows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\r\e[{Math.Min(rows, size.Rows - 1)}A\e[J");
    }

    private void Write(string text)
    {
        if (text.Length > 0)
        {
            _screen.Out.Write(text);
            _screen.Out.Flush();
        }
    }

    [GeneratedRegex("\e\\[[0-9;]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Escapes();
}
