namespace TapoHive.Control.Wire;

/// <summary>What is shown of schedules.</summary>
public enum SchedulesLook
{
    /// <summary>How they stand.</summary>
    List,

    /// <summary>Their firings.</summary>
    Next,

    /// <summary>What they make of the outlets.</summary>
    Simulate,
}
