using System.Collections.Immutable;

namespace TapoHive.Daemon.Configuration;

/// <summary>What reading the settings gave.</summary>
/// <param name="Configuration">The settings; absent where any problem is an error.</param>
/// <param name="Values">Every setting with its origin, in the order of <c>hocon/tapohive.conf</c>.</param>
/// <param name="Problems">Everything worth saying, all at once.</param>
public sealed record ConfigurationResult(
    HiveConfiguration? Configuration, ImmutableArray<ConfigurationValue> Values, ImmutableArray<ConfigurationProblem> Problems);
