namespace TapoHive.Emulator.Control;

/// <summary>What truly flowed through one relay since the house was started, and what flows now.</summary>
internal sealed record ShownOutletEnergy(int Plug, int Position, string Name, double WattHours, double Watts);
