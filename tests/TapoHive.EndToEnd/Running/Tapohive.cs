using System.Diagnostics;

namespace TapoHive.EndToEnd.Running;

/// <summary>One process of the program that users run. It never outlives its test.</summary>
internal sealed class Tapohive : IAsyncDisposable
{
    private static readonly HashSet<Process> Living = [];
    private readonly Process _process;
    private readonly Task _read;

    static Tapohive() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => EndAll();

    private Tapohive(Process process, string command)
    {
        (_process, Command) = (process, command);
        _read = Task.WhenAll(ReadAsync(process.StandardOutput, Out), ReadAsync(process.StandardError, Error));
    }

    public string Command { get; }

    public Output Out { get; } = new();

    public Output Error { get; } = new();

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>The program as this build left it, beside the tests.</summary>
    public static string Path { get; } = Find();

    public static Tapohive Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string>? within = null)
    {
        IReadOnlyList<string> words = [.. within ?? [], Path, .. arguments];
        var start = new ProcessStartInfo(words[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = environment["HOME"],
        };
        foreach (var argument in words.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("TAPOHIVE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // A process of a test is over before it pays to count which branches are hot, or to compile anything a second time.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        lock (Living)
        {
            Living.Add(process);
        }

        process.StandardInput.Close();
        return new Tapohive(process, string.Join(' ', arguments));
    }

    /// <summary>Waits for a line on the output.</summary>
    public async Task<string> SaysAsync(Func<string, bool> line, string what)
    {
        await Until.TrueAsync(() => Out.Lines.Any(line) || (_process.HasExited && _read.IsCompleted), () => $"{what}. {this}");
        return Out.Lines.FirstOrDefault(line) ?? throw new InvalidOperationException($"It ended before {what}. {this}");
    }

    /// <summary>Waits until it says something on its error stream.</summary>
    public Task ComplainsAsync(Func<string, bool> line, string what) => Until.TrueAsync(() => Error.Lines.Any(line), () => $"{what}. {this}");

    public void Signal(int signal) => Signals.Send(_process, signal);

    /// <summary>As the system does when it has no memory left: without a word.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<CommandResult> EndAsync()
    {
        await Until.TrueAsync(() => _process.HasExited && _read.IsCompleted, () => $"it ends. {this}");
        return new CommandResult(Command, _process.ExitCode, Out.Text, Error.Text);
    }

    public async ValueTask DisposeAsync()
    {
        lock (Living)
        {
            if (!Living.Remove(_process))
            {
                return;
            }
        }

        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _read;
        _process.Dispose();
    }

    public override string ToString() =>
        $"'tapohive {Command}' {(_process.HasExited ? $"ended with {_process.ExitCode}" : "runs")}\n"
        + $"--- stdout\n{Out.Text}\n--- stderr\n{Error.Text}";

    private static async Task ReadAsync(StreamReader from, Output to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            to.Add(line);
        }
    }

    // artifacts/bin/TapoHive.EndToEnd/release is where the tests are, artifacts/bin/TapoHive.Cli/release where the program is.
    private static string Find()
    {
        var here = new DirectoryInfo(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = System.IO.Path.Combine(here.Parent!.Parent!.FullName, "TapoHive.Cli", here.Name, "tapohive");
        return File.Exists(program) ? program : throw new FileNotFoundException("The program was not built beside its tests.", program);
    }

    private static void EndAll()
    {
        lock (Living)
        {
            foreach (var process in Living.Where(static process => !process.HasExited))
            {
                process.Kill();
            }
        }
    }
}
