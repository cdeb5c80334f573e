using System.Collections.Immutable;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Gate;
using TapoHive.Daemon;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;

namespace TapoHive.Cli.Verbs;

/// <summary>The one place where the command line meets the daemon: <c>up</c> runs it, and the demonstration's plugs, in this process.</summary>
public static class HiveProcess
{
    private static readonly TimeSpan PatienceWithDemo = TimeSpan.FromSeconds(15);

    /// <summary>Runs the hive until it is cancelled.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellation)
    {
        using var logs = Logs();
        EmulatedHouse? plugs = null;
        try
        {
            if (options.DemoPlugs is { } count)
            {
                plugs = await DemoHouse.StartPlugsAsync(count, cancellation);
            }

            return await RunAsync(options, plugs, logs, cancellation);
        }
        catch (Exception error) when (error is DaemonException or GateException or HouseStartException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return (int)ExitCode.Error;
        }
        finally
        {
            if (plugs is not null)
            {
                await plugs.DisposeAsync();
            }
        }
    }

    private static async Task<int> RunAsync(UpOptions options, EmulatedHouse? plugs, ILoggerFactory logs, CancellationToken cancellation)
    {
        var houses = plugs is null
            ? HouseFiles.Read(options.HouseFiles)
            : [await DemoHouse.WriteAsync(options.Folder, plugs, cancellation)];
        await using var daemon = await HiveDaemon.StartAsync(new DaemonOptions(options.Folder), logs, cancellation);
        foreach (var house in houses)
        {
            var accepted = await daemon.ApplyAsync(house.Definition, house.Source, house.SourceHash, cancellation);
            if (accepted.Changed && plugs is null)
            {
                await Console.Error.WriteLineAsync($"Applied {house.Source} to house '{house.Definition.Name}' as revision {accepted.Revision}.");
            }
        }

        await using var gate = await GateHost.StartAsync(
            new HiveHandle(daemon.Hive.Board, daemon.Hive.Houses, daemon.Hive.Discovery),
            new GateOptions(options.Folder),
            logs,
            cancellation);
        var example = plugs is null ? null : await DemoHouse.FirstOutletAsync(daemon.Hive.Board, plugs.Plugs.Length, PatienceWithDemo, cancellation);
        options.Started(new UpStarted(gate.Address, [.. daemon.Hive.Board.Views.Keys.Select(name => name.Value)], example));

        var systemd = new SystemdNotifier();
        systemd.Notify(ServiceState.Ready);
        var cancelled = new TaskCompletionSource();
        await using (cancellation.Register(cancelled.SetResult))
        {
            await Task.WhenAny(cancelled.Task, daemon.Stopped);
        }

        systemd.Notify(ServiceState.Stopping);
        return (int)ExitCode.Done;
    }

    private static ILoggerFactory Logs() => LoggerFactory.Create(builder => builder
        .SetMinimumLevel(LogLevel.Warning)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = Screen.OfProcess().HasColour ? LoggerColorBehavior.Enabled : LoggerColorBehavior.Disabled;
        })
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
