using Microsoft.Extensions.Logging;

namespace TapoHive.Cli.Verbs;

/// <summary>The least severe events that are logged at this moment. Thread-safe.</summary>
internal sealed class LogThreshold(LogLevel level)
{
    private volatile int _level = (int)level;

    /// <summary>It.</summary>
    public LogLevel Level
    {
        get => (LogLevel)_level;
        set => _level = (int)value;
    }
}
