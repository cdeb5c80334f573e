using System.Globalization;
using Akka.Actor;
using Microsoft.Extensions.Hosting.Systemd;

namespace TapoHive.Daemon;

/// <summary>Tells systemd that the hive is alive, where its unit has WatchdogSec: not that a timer runs, but that the hive's own actors
/// answer. One that hangs is started again.</summary>
public static class Watchdog
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    /// <summary>Tells it, twice in each period, until it is cancelled; returns at once where nobody wants to know.</summary>
    public static async Task RunAsync(IActorRef hive, SystemdNotifier systemd, CancellationToken cancellation)
    {
        if (Period(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID")) is not { } period)
        {
            return;
        }

        using var timer = new PeriodicTimer(period / 2);
        try
        {
            do
            {
                if (await IsAliveAsync(hive, period / 2, cancellation))
                {
                    systemd.Notify(Alive);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // The hive stops.
        }
    }

    private static async Task<bool> IsAliveAsync(IActorRef hive, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await hive.Ask<ActorIdentity>(new Identify(null), patience, cancellation) is { Subject: not null };
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    /// <summary>What systemd asks for, if it means this process.</summary>
    internal static TimeSpan? Period(string? microseconds, string? process) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var period) && period > 0
        && (string.IsNullOrEmpty(process) || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(period)
            : null;
}
