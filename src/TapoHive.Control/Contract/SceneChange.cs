namespace TapoHive.Control.Contract;

/// <summary>Whether a scene would change an outlet.</summary>
public enum SceneChange
{
    /// <summary>It is already what the scene wants.</summary>
    Already,

    /// <summary>It would be switched.</summary>
    Switch,

    /// <summary>It has not been read.</summary>
    Unknown,
}
