namespace TapoHive.Domain.Energy;

/// <summary>Where the plug's own count and ours were last taken to agree.</summary>
/// <param name="Told">What the plug told then.</param>
/// <param name="Since">What was accounted for since.</param>
/// <param name="Count">How far the plug has counted since.</param>
/// <param name="Withheld">What was not accounted for because the count said otherwise, since it last moved on.</param>
public sealed record CountBase(EnergySample Told, EnergyAmount Since, long Count = 0, EnergyAmount Withheld = default);
