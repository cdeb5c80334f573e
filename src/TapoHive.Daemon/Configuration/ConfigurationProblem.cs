using TapoHive.Hocon;

namespace TapoHive.Daemon.Configuration;

/// <summary>Something wrong with a setting.</summary>
/// <param name="Severity">Whether the program can start all the same.</param>
/// <param name="Origin">Where it was said: <c>FILE:LINE</c>, the environment variable, or <c>--set</c>.</param>
/// <param name="Key">The whole key; empty where none is known.</param>
/// <param name="Message">One sentence of fact, without a full stop.</param>
/// <param name="Hint">One sentence of remedy, where there is one to give.</param>
public sealed record ConfigurationProblem(HoconSeverity Severity, string Origin, string Key, string Message, string? Hint)
{
    /// <summary>The whole problem on one line.</summary>
    public override string ToString() => Hint is null ? $"{Origin}: {Message}" : $"{Origin}: {Message}. {Hint}";
}
