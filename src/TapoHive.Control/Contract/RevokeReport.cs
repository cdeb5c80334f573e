namespace TapoHive.Control.Contract;

/// <summary>The answer of <c>operator revoke</c>.</summary>
/// <param name="Name">Who may not enter any more.</param>
public sealed record RevokeReport(string Name);
