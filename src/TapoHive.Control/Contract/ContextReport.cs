using TapoHive.Control.Keys;

namespace TapoHive.Control.Contract;

/// <summary>One hive that a user may command.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Current">Whether it is meant when nothing is said.</param>
/// <param name="Operator">As whom; absent for this machine's own.</param>
/// <param name="Role">What that operator might do when the key was made.</param>
/// <param name="Gate">Where its gate is.</param>
public sealed record ContextReport(string Name, bool Current, string? Operator, OperatorRole? Role, GateAddress? Gate);
