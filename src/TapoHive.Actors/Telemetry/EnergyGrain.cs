namespace TapoHive.Actors.Telemetry;

/// <summary>Which roll-up is read.</summary>
public enum EnergyGrain
{
    /// <summary>Minutes, which are kept for some weeks.</summary>
    Minute,

    /// <summary>Quarters of an hour, kept for years.</summary>
    Quarter,

    /// <summary>Days of the house's zone, kept for years.</summary>
    Day,
}
