using TapoHive.Control.Keys;

namespace TapoHive.Control.Contract;

/// <summary>The answer of <c>operator add</c> and <c>operator rotate</c>: where the key is. Never the key.</summary>
/// <param name="Name">The operator.</param>
/// <param name="Role">What it may do.</param>
/// <param name="File">The key file; absent where the hive keeps it.</param>
/// <param name="Gate">Where the file says that the gate is.</param>
/// <param name="Reach">What keeps others from reaching it there.</param>
public sealed record KeyReport(string Name, OperatorRole Role, string? File, GateAddress? Gate, string? Reach);
