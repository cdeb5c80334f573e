namespace TapoHive.Control.Wire;

/// <summary>What outlets are put together by.</summary>
public enum EnergyGrouping
{
    /// <summary>Nothing: each for itself.</summary>
    None,

    /// <summary>Their rooms.</summary>
    Room,

    /// <summary>Their tags; an outlet with several counts in each.</summary>
    Tag,
}
