using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using TapoHive.Domain.Alerts;

namespace TapoHive.Alerts;

/// <summary>
/// Gives messages to a program on its standard input. No shell is between; it gets none of the hive's environment but what programs need,
/// because secrets may be there; it is ended when its time is over; what it writes is read and thrown away, but for the first words of its
/// complaint.
/// </summary>
public sealed class CommandRoute(TimeProvider time) : IAlertRoute
{
    private const int LongestComplaint = 300;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private static readonly string[] Passed = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY"];

    /// <inheritdoc/>
    public string WhereTo(NotifyDefinition notify) => notify.Command is { } command ? command.Run[0] : "nowhere";

    /// <inheritdoc/>
    public async Task<string?> SendAsync(NotifyDefinition notify, AlertMessage message, CancellationToken cancellation)
    {
        if (notify.Command is not { } command)
        {
            return "The house has no command.";
        }

        using var program = new Process { StartInfo = Start(command, message) };
        try
        {
            program.Start();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            return $"{command.Run[0]} cannot be run. See that it is there, and that the hive may run it.";
        }

        using var enough = new CancellationTokenSource(command.Within.ToTimeSpan(), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellation);
        var complaint = ComplaintAsync(program.StandardError, either.Token);
        Task[] pipes = [complaint, program.StandardOutput.BaseStream.CopyToAsync(Stream.Null, either.Token), WriteAsync(program.StandardInput, AlertBody.Of(message), either.Token)];
        try
        {
            await program.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return program.ExitCode == 0 ? null : await WordsAsync(command, program.ExitCode, complaint).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            End(program);
            return cancellation.IsCancellationRequested
                ? "The hive stops."
                : string.Create(CultureInfo.InvariantCulture, $"{command.Run[0]} took longer than {command.Within.TotalSeconds:0.#} s and was ended.");
        }
        finally
        {
            await either.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(pipes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What it left running may hold its pipes for as long as it likes: how it ended is known all the same.
    private async Task<string> WordsAsync(AlertCommand command, int code, Task<string> complaint)
    {
        await Task.WhenAny(complaint, Task.Delay(LastWords, time)).ConfigureAwait(false);
        var words = complaint.IsCompletedSuccessfully ? await complaint.ConfigureAwait(false) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{command.Run[0]} ended with {code}{(words.Length == 0 ? "" : $": {words}")}.");
    }

    private static ProcessStartInfo Start(AlertCommand command, AlertMessage message)
    {
        var start = new ProcessStartInfo(command.Run[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in command.Run[1..])
        {
            start.ArgumentList.Add(argument);
        }

        var environment = Passed.Select(name => (name, Value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["TAPOHIVE_HOUSE"] = message.House;
        start.Environment["TAPOHIVE_MESSAGE_ID"] = message.Id;
        return start;
    }

    // A program that does not care for its input has not failed for that.
    private static async Task WriteAsync(StreamWriter input, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        try
        {
            await input.BaseStream.WriteAsync(body, cancellation).ConfigureAwait(false);
            await input.BaseStream.WriteAsync("\n"u8.ToArray(), cancellation).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // It closed its input, or is gone: how it ended says more.
        }
    }

    private static async Task<string> ComplaintAsync(StreamReader errors, CancellationToken cancellation)
    {
        var words = new StringBuilder();
        var buffer = new char[1024];
        for (int count; (count = await errors.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            words.Append(buffer, 0, Math.Min(count, LongestComplaint - words.Length));
        }

        return words.ToString().Split('\n')[0].Trim();
    }

    private static void End(Process program)
    {
        try
        {
            program.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has just ended by itself.
        }
    }
}
