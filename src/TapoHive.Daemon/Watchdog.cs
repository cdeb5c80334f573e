using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;
using TapoHive.Monitoring;

namespace TapoHive.Daemon;

/// <summary>Tells systemd that the hive is alive, where its unit has WatchdogSec: not that a timer runs, but that the hive's own actors
/// answer. One that hangs is started again.</summary>
public static class Watchdog
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    /// <summary>Tells it, twice in each period, until it is cancelled; returns at once where nobody wants to know.</summary>
    public static async Task RunAsync(HiveHealth health, SystemdNotifier systemd, CancellationToken cancellation)
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
                if (await health.IsAliveAsync(period / 2, cancellation))
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

    /// <summary>What systemd asks for, if it means this process.</summary>
    internal static TimeSpan? Period(string? microseconds, string? process) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var period) && period > 0
        && (string.IsNullOrEmpty(process) || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(period)
            : null;
}
