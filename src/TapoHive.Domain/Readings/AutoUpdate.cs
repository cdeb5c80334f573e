namespace TapoHive.Domain.Readings;

/// <summary>Whether a plug installs firmware by itself, and when (PROTOCOL 5.9). An update can change the protocol that the plug speaks.</summary>
/// <param name="Enabled">Whether it does.</param>
/// <param name="Time">The minute of the day.</param>
/// <param name="Range">How many minutes around it.</param>
public sealed record AutoUpdate(bool Enabled, int Time, int Range);
