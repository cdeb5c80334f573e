namespace TapoHive.Emulator.Houses;

/// <summary>The house could not be started: a port is taken or not allowed, or the plugs do not fit. The message says what to do.</summary>
public sealed class HouseStartException : Exception
{
    /// <summary>With nothing to say.</summary>
    public HouseStartException()
    {
    }

    /// <summary>With one sentence of fact and one of remedy.</summary>
    public HouseStartException(string message)
        : base(message)
    {
    }

    /// <summary>The same, with what the system said.</summary>
    public HouseStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
