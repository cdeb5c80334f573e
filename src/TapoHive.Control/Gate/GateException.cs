namespace TapoHive.Control.Gate;

/// <summary>The gate cannot be opened. The message is for people.</summary>
public sealed class GateException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public GateException()
    {
    }

    /// <summary>Makes one.</summary>
    public GateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    public GateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
