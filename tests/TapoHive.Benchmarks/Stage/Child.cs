using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace TapoHive.Benchmarks.Stage;

/// <summary>A process that a measurement started. It never outlives it.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly HashSet<Process> Living = [];
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<string> _errors = [];
    private readonly Task _read;
    private readonly string _command;

    static Child() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => KillAll();

    private Child(Process process, string command)
    {
        (_process, _command) = (process, command);
        _read = Task.WhenAll(ReadLinesAsync(), ReadErrorsAsync());
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Processor time so far.</summary>
    public TimeSpan Cpu => Native.ProcessorTime(Id);

    /// <summary>Memory it holds now, in bytes.</summary>
    public long ResidentBytes => Status("VmRSS:") * 1024;

    /// <summary>The most memory it ever held, in bytes.</summary>
    public long PeakBytes => Status("VmHWM:") * 1024;

    /// <summary>Open files and sockets.</summary>
    public int Handles => Directory.GetFiles($"/proc/{Id}/fd").Length;

    public static Child Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("TAPOHIVE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        lock (Living)
        {
            Living.Add(process);
        }

        return new Child(process, $"{Path.GetFileName(program)} {string.Join(' ', arguments.Take(3))}");
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellation)
    {
        await using var child = Start(program, arguments, environment);
        child._process.StandardInput.Close();
        var output = new List<string>();
        while (await child.ReadLineAsync(cancellation) is { } line)
        {
            output.Add(line);
        }

        await child._process.WaitForExitAsync(cancellation);
        return (child._process.ExitCode, string.Join('\n', output), child.Errors());
    }

    /// <summary>The next line of its output; null at the end.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellation) =>
        await _lines.Reader.WaitToReadAsync(cancellation) && _lines.Reader.TryRead(out var line) ? line : null;

    /// <summary>The next line of its output, which must come.</summary>
    public async Task<string> NeedLineAsync(CancellationToken cancellation) =>
        await ReadLineAsync(cancellation) ?? throw new MeasurementException($"'{_command}' ended too early. {Errors()}");

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Lets it sleep: others are measured.</summary>
    public void Suspend() => Native.Send(Id, Native.Stop);

    /// <summary>Wakes it up.</summary>
    public void Resume() => Native.Send(Id, Native.Continue);

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
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

    private string Errors()
    {
        lock (_errors)
        {
            return string.Join('\n', _errors);
        }
    }

    private async Task ReadLinesAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }

    private async Task ReadErrorsAsync()
    {
        const int enough = 50;
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                if (_errors.Count < enough)
                {
                    _errors.Add(line);
                }
            }
        }
    }

    private long Status(string field)
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.Integer | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    private static void KillAll()
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
