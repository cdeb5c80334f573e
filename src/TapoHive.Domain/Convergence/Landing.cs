namespace TapoHive.Domain.Convergence;

/// <summary>Whether a command of ours explains a state that was read.</summary>
internal enum Landing
{
    /// <summary>None does.</summary>
    None,

    /// <summary>The one that was answered just before.</summary>
    Answered,

    /// <summary>One whose answer never came.</summary>
    Late,
}
