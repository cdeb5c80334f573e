using TapoHive.Actors;
using TapoHive.Daemon.Configuration;

namespace TapoHive.Cli.Verbs;

/// <summary>The settings that may change under a hive that runs. Thread-safe.</summary>
/// <param name="started">The settings it is started with.</param>
internal sealed class RunningSettings(HiveConfiguration started)
{
    private readonly Lock _lock = new();
    private HiveConfiguration _taken = started;
    private Hive? _hive;

    /// <summary>What is logged.</summary>
    public LogThreshold Threshold { get; } = new(started.LogLevel);

    /// <summary>The times plugs live by.</summary>
    public Domain.Convergence.PlugPolicy Plugs => _taken.Plugs;

    /// <summary>The hive runs now; what was taken over while it started holds for it, too.</summary>
    public void Serve(Hive hive)
    {
        lock (_lock)
        {
            _hive = hive;
            hive.LiveBy(_taken.Plugs);
        }
    }

    /// <summary>Takes over from settings that were read anew what can change now.</summary>
    public void Take(HiveConfiguration read)
    {
        lock (_lock)
        {
            _taken = read;
            Threshold.Level = read.LogLevel;
            _hive?.LiveBy(read.Plugs);
        }
    }
}
