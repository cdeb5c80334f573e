namespace TapoHive.Domain.Scenes;

/// <summary>What a run does when an outlet of a step could not be proven to be what the step wants.</summary>
public enum FailurePolicy
{
    /// <summary>It goes on with the next step.</summary>
    Continue,

    /// <summary>It begins no further step; what it has asked for stays asked for.</summary>
    Stop,

    /// <summary>It begins no further step, and puts back what it has asked for.</summary>
    Undo,
}
