namespace TapoHive.Control.Contract;

/// <summary>What became of one test message.</summary>
/// <param name="House">Of which house.</param>
/// <param name="Channel"><c>webhook</c>, <c>command</c> or <c>mqtt</c>.</param>
/// <param name="Where">Whereto, without anything that may be secret.</param>
/// <param name="Arrived">Whether it arrived.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Problem">Why it did not arrive.</param>
public sealed record AlertTestMessage(string House, string Channel, string Where, bool Arrived, long Milliseconds, string? Problem);
