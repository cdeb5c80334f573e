namespace TapoHive.Emulator.Devices;

/// <summary>The auto-off setting of an outlet (PROTOCOL 5.9).</summary>
/// <param name="Enabled">Whether a relay that closes opens by itself later.</param>
/// <param name="Minutes">How much later.</param>
internal sealed record AutoOff(bool Enabled, int Minutes);
