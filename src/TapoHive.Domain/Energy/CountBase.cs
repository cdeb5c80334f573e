namespace TapoHive.Domain.Energy;

/// <summary>Where the plug's own count and ours were last taken to agree.</summary>
/// <param name="Told">What the plug told then.</param>
/// <param name="Since">What was accounted for since.</param>
/// <param name="Count">How far the plug has counted since.</param>
/// <param name="Withheld">What was looked at and not counted, since the count last moved on. It is not accounted for, unless the count is in doubt.</param>
public sealed record CountBase(EnergySample Told, EnergyAmount Since, long Count = 0, EnergyAmount Withheld = default)
{
    private static readonly EnergyAmount LeastDoubt = EnergyAmount.FromWattHours(10);

    /// <summary>Whether the count has stood still for too long to be taken at its word: all that was looked at is accounted for.</summary>
    public bool IsDoubted => Withheld.CompareTo(LeastDoubt) > 0;
}
