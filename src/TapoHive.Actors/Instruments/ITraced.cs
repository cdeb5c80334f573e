namespace TapoHive.Actors.Instruments;

/// <summary>A message that may be part of a trace.</summary>
public interface ITraced
{
    /// <summary>Which; nothing where nobody follows one.</summary>
    TraceContext? Trace { get; }

    /// <summary>The same message as part of a trace.</summary>
    ITraced Within(TraceContext? trace);
}
