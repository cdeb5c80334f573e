using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Energy;

/// <summary>An outlet of one house among several: what a row of measurements belongs to.</summary>
/// <param name="House">The house.</param>
/// <param name="Key">The outlet. It stays the same where the plug is replaced, so that its row goes on.</param>
public readonly record struct HouseOutlet(HouseName House, OutletKey Key);
