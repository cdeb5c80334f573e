namespace TapoHive.Domain.Sightings;

/// <summary>A probe that could not even leave.</summary>
/// <param name="Target">Where it should have gone.</param>
/// <param name="Reason">Why it did not.</param>
public sealed record UnsentProbe(string Target, UnsentReason Reason);
