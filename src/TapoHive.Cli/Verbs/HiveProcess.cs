using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Daemon;
using TapoHive.Daemon.Configuration;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Emulator.Houses;
using TapoHive.Monitoring;
using TapoHive.Scheduling;

namespace TapoHive.Cli.Verbs;

/// <summary>The one place where the command line meets the daemon: <c>up</c> runs it, and the demonstration's plugs, in this process.</summary>
public static class HiveProcess
{
    private static readonly TimeSpan[] UntilSettled = [TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(70)];
    private static readonly TimeSpan PatienceWithDemo = TimeSpan.FromSeconds(15);

    /// <summary>Runs the hive until it is cancelled.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellation)
    {
        var read = ProgramSettings.Read(options);
        ProgramSettings.Tell(read, Console.Error);
        if (options.DemoPlugs is not null && ProgramSettings.Variables is { IsEmpty: false } variables)
        {
            await Console.Error.WriteLineAsync($"The demonstration takes no settings from the environment ({string.Join(", ", variables)}). Give them with --set.");
        }

        if (read.Configuration is not { } settings)
        {
            return ExitCode.Error;
        }

        // All house files are read before anything is started: a wrong one leaves everything as it was.
        List<(string File, HouseFileResult Read)> houses = [];
        foreach (var file in options.HouseFiles)
        {
            if (await ReadAsync(file) is not { } house)
            {
                return ExitCode.Error;
            }

            houses.Add((file, house));
        }

        if (Conflict(houses) is { } conflict)
        {
            await Console.Error.WriteLineAsync(conflict);
            return ExitCode.Error;
        }

        var live = new RunningSettings(settings);
        using var logs = Logs(live.Threshold, options.Colours);
        using var reload = HangUp.Listen(options, read, live);
        EmulatedHouse? plugs = null;
        try
        {
            if (options.DemoPlugs is { } count)
            {
                plugs = await DemoHouse.StartPlugsAsync(count, cancellation);
            }

            return await RunAsync(options, settings, live, houses, plugs, logs, cancellation);
        }
        catch (Exception error) when (error is DaemonException or GateException or HouseStartException or MonitoringException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.Error;
        }
        finally
        {
            if (plugs is not null)
            {
                await plugs.DisposeAsync();
            }
        }
    }

    private static async Task<int> RunAsync(
        UpOptions options,
        HiveConfiguration settings,
        RunningSettings live,
        List<(string File, HouseFileResult Read)> houses,
        EmulatedHouse? plugs,
        ILoggerFactory logs,
        CancellationToken cancellation)
    {
        var folder = options.Folder ?? new DataFolder(settings.DataFolder);
        var health = new HiveHealth();
        using var traces = TraceExport.Start(settings.Traces, HiveDaemon.Version);
        await using var monitoring = settings.Metrics is { } metrics
            ? await MonitoringHost.StartAsync(metrics, health, SystemClock.Instance, HiveDaemon.Version, cancellation)
            : null;
        await using var daemon = await HiveDaemon.StartAsync(
            new DaemonOptions(folder)
            {
                Policy = settings.Plugs,
                Admission = settings.Admission,
                KeepHistory = settings.KeepHistory,
                KeepEnergy = settings.KeepEnergy,
                Mqtt = settings.Mqtt,
                Postgres = settings.Postgres,
                HoldsPlugs = true,
            },
            logs,
            cancellation);
        if (plugs is not null && daemon.Remembered is [var first, ..] && !daemon.Remembered.Contains(DemoHouse.Name))
        {
            throw new DaemonException($"'{folder}' holds house '{first}', which is no toy. Give the demonstration a folder of its own: --data FOLDER.");
        }

        live.Serve(daemon.Hive);
        health.Runs(daemon.Hive, daemon.Remembered);
        if (plugs is not null)
        {
            var file = await DemoHouse.WriteAsync(folder, plugs, cancellation);
            houses.Add((file, await ReadAsync(file) ?? throw new DaemonException("The demonstration's own house file was refused.")));
        }

        foreach (var (file, read) in houses)
        {
            var accepted = await daemon.ApplyAsync(read.Definition!, Path.GetFullPath(file), read.SourceHash, cancellation);
            if (accepted.Changed && plugs is null)
            {
                await Console.Error.WriteLineAsync($"Applied {file} to house '{read.Definition!.Name}' as revision {accepted.Revision}.");
            }
        }

        await using var gate = await GateHost.StartAsync(
            new HiveHandle(daemon.Hive.Board, daemon.Hive.Houses, daemon.Hive.Discovery, QuartzCron.Instance) { History = daemon.Hive.History, Alerts = daemon.Alerts, Telemetry = daemon.Hive.Telemetry },
            new GateOptions(folder) { Bind = settings.Gate.Bind, Port = settings.Gate.Port, Name = settings.Gate.Name, LocalKey = settings.Gate.LocalKey },
            logs,
            cancellation);
        health.Opens(gate.Gate);
        daemon.Hive.StartPlugs();
        var example = plugs is null ? null : await DemoHouse.FirstOutletAsync(daemon.Hive.Board, plugs.Plugs.Length, PatienceWithDemo, cancellation);
        options.Started(new UpStarted(gate.Address, [.. daemon.Hive.Board.Views.Keys.Select(name => name.Value)], example), folder);

        var systemd = new SystemdNotifier();
        systemd.Notify(ServiceState.Ready);
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var firstLook = plugs is null ? FirstLook.TellAsync(daemon.Hive, Console.Error, alive.Token) : Task.CompletedTask;
        var watchdog = Watchdog.RunAsync(health, systemd, alive.Token);
        var settled = SettleAsync(daemon.Hive.Board, alive.Token);
        var cancelled = new TaskCompletionSource();
        await using (cancellation.Register(cancelled.SetResult))
        {
            await Task.WhenAny(cancelled.Task, daemon.Stopped);
        }

        // Whoever watches over the process starts it anew.
        var hasStoppedByItself = !cancelled.Task.IsCompleted;

        health.Stops();
        systemd.Notify(ServiceState.Stopping);
        await alive.CancelAsync();
        await watchdog;
        await settled;
        await firstLook;
        if (daemon.Objection is { } objection)
        {
            throw new DaemonException(objection);
        }

        if (hasStoppedByItself)
        {
            await Console.Error.WriteLineAsync("The hive has stopped by itself. Its log says why; start it again.");
        }

        return hasStoppedByItself ? ExitCode.Error : ExitCode.Done;
    }

    // A start reads files, journals and answers of all plugs at once. What it needed for that, and a hive that runs does not, is given back: most of it soon, and a
    // minute later the arrays that .NET held ready until then.
    private static async Task SettleAsync(HouseBoard board, CancellationToken cancellation)
    {
        try
        {
            foreach (var pause in UntilSettled)
            {
                await Task.Delay(pause, cancellation);
                for (var seen = board.Version; board.HasOpenRuns; seen = board.Version)
                {
                    await board.WhenNewerThan(seen, cancellation);
                }

                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
        catch (OperationCanceledException)
        {
            // The hive ends before.
        }
    }

    private static string? Conflict(IEnumerable<(string File, HouseFileResult Read)> houses)
    {
        var claims = new PlugClaims();
        var files = new Dictionary<HouseName, string>();
        foreach (var (file, read) in houses)
        {
            var definition = read.Definition!;
            if (!files.TryAdd(definition.Name, file))
            {
                return $"{files[definition.Name]} and {file} both describe house '{definition.Name}'. Give one of them another name, or start with one of them.";
            }

            if (claims.Conflict(definition) is { } conflict)
            {
                return conflict;
            }

            claims.Add(definition);
        }

        return null;
    }

    private static async Task<HouseFileResult?> ReadAsync(string file)
    {
        var read = HouseFile.Read(file, ScheduledHouseFile.Options);
        foreach (var problem in read.Problems)
        {
            await Console.Error.WriteLineAsync($"{(problem.Severity == HouseFileSeverity.Error ? "error" : "warning")}: {problem}");
        }

        if (read.HasErrors)
        {
            await Console.Error.WriteLineAsync($"{file} was not applied, and the hive was not started. Correct it and start again.");
            return null;
        }

        return read;
    }

    private static ILoggerFactory Logs(LogThreshold threshold, bool colours) => LoggerFactory.Create(builder =>
    {
        // The audit is always on: who asked for what, and what came of it.
        builder.SetMinimumLevel(LogLevel.Trace)
            .AddFilter((category, level) => level >= (category?.StartsWith("TapoHive.Gate", StringComparison.Ordinal) == true && threshold.Level > LogLevel.Information ? LogLevel.Information : threshold.Level));
        if (HangUp.IsService)
        {
            // The journal of the system has a clock and levels of its own.
            builder.AddSystemdConsole();
        }
        else
        {
            builder.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
                console.ColorBehavior = colours && !Console.IsErrorRedirected ? LoggerColorBehavior.Enabled : LoggerColorBehavior.Disabled;
            });
        }

        builder.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
