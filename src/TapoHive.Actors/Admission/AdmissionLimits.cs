namespace TapoHive.Actors.Admission;

/// <summary>How many plugs may connect at a time.</summary>
/// <param name="Well">Plugs that answered last time.</param>
/// <param name="Troubled">Plugs that did not.</param>
public sealed record AdmissionLimits(int Well = 512, int Troubled = 64);
