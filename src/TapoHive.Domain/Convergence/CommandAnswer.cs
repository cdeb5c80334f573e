namespace TapoHive.Domain.Convergence;

/// <summary>What a plug said to the command that a reading follows.</summary>
internal enum CommandAnswer
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>That it was carried out.</summary>
    Accepted,

    /// <summary>That it was not.</summary>
    Refused,
}
