namespace TapoHive.Daemon;

/// <summary>The hive cannot start or go on; the message says why and what to do, for people.</summary>
public sealed class DaemonException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public DaemonException()
    {
    }

    /// <summary>Makes one.</summary>
    public DaemonException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    public DaemonException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
