using System.Runtime.InteropServices;
using TapoHive.Daemon.Configuration;

namespace TapoHive.Cli.Verbs;

/// <summary>
/// SIGHUP to a service: the settings are read anew, those that can change under a running hive do, and of every other that differs
/// it is said when it will hold. A setting that is wrong leaves everything as it is. In a terminal SIGHUP means that the terminal
/// was closed, and ends the hive as it always does.
/// </summary>
internal static class HangUp
{
    /// <summary>Whether systemd started this process. A desktop's terminal passes on where the session's own words go, too; but there errors go to the terminal.</summary>
    public static bool IsService { get; } =
        Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 }
        || (Console.IsErrorRedirected && Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 });

    /// <summary>Listens for it, as long as the result is not disposed of; nothing to dispose of in a terminal.</summary>
    /// <param name="options">With what the hive was started.</param>
    /// <param name="running">The settings it runs with.</param>
    /// <param name="live">What can change of them.</param>
    public static IDisposable? Listen(UpOptions options, ConfigurationResult running, RunningSettings live) => !IsService ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            Reload(options, running, live, Console.Error);
        });

    /// <summary>Reads the settings anew.</summary>
    internal static void Reload(UpOptions options, ConfigurationResult running, RunningSettings live, TextWriter error)
    {
        var read = ProgramSettings.Read(options);
        ProgramSettings.Tell(read, error);
        if (read.Configuration is not { } settings)
        {
            error.WriteLine("The settings were read anew and have errors; everything stays as it was.");
            return;
        }

        live.Take(settings);
        var changes = SettingsReload.Between(running.Values, read.Values).Lines;
        error.WriteLine(changes.IsEmpty ? "The settings were read anew; they are as the hive was started with." : "The settings were read anew.");
        foreach (var line in changes)
        {
            error.WriteLine(line);
        }
    }
}
