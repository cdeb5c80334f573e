namespace TapoHive.Control.Wire;

/// <summary>Which of the selected outlets are shown.</summary>
public enum StatusScope
{
    /// <summary>All.</summary>
    Everything,

    /// <summary>Those with a problem, or not what they are wanted to be.</summary>
    Problems,
}
