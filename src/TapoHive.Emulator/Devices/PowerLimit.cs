namespace TapoHive.Emulator.Devices;

/// <summary>The overload protection of an outlet (PROTOCOL 5.9).</summary>
/// <param name="Enabled">Whether the relay opens above the limit.</param>
/// <param name="Watts">The limit.</param>
internal sealed record PowerLimit(bool Enabled, int Watts);
