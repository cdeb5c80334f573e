namespace TapoHive.Monitoring;

/// <summary>Figures cannot be shown. The message is for people: a sentence of fact and one of remedy.</summary>
public sealed class MonitoringException : Exception
{
    /// <summary>Makes one.</summary>
    public MonitoringException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
