namespace TapoHive.Domain.Houses;

/// <summary>Where a house stands, for the times of its sun.</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
public sealed record Location(double Latitude, double Longitude);
