using System.Collections.Immutable;

namespace TapoHive.Domain.Houses;

/// <summary>What an operator's words mean, or why they mean nothing.</summary>
/// <param name="Items">What is meant.</param>
/// <param name="Objection">A sentence of fact and one of remedy, where they cannot be followed.</param>
/// <param name="Kind">Whether nothing is meant by them, or something that cannot be done.</param>
public sealed record Meant<T>(ImmutableArray<T> Items, string? Objection, ObjectionKind Kind = ObjectionKind.NothingMeant)
{
    /// <summary>The words mean nothing.</summary>
    public static Meant<T> Nothing(string objection) => new([], objection);

    /// <summary>What they mean cannot be done.</summary>
    public static Meant<T> Wrong(string objection) => new([], objection, ObjectionKind.CannotBeDone);
}
