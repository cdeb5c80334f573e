namespace TapoHive.Domain.Houses;

/// <summary>How a sighted device stands with a house that does not have it.</summary>
public enum Candidacy
{
    /// <summary>It is none of this house's accounts', cannot be spoken to, or is a plug of the house already.</summary>
    None,

    /// <summary>The house takes it in by itself.</summary>
    Joins,

    /// <summary>It waits for an operator.</summary>
    Waits,
}
