using TapoHive.Hocon.Merging;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Resolving;

/// <summary>
/// What some layers come to, known before the value itself: the object literals to merge, or the one layer that makes a scalar or
/// list, or nothing. Knowing the shape of an object needs none of its fields; that is what lets an object refer to parts of itself.
/// </summary>
internal sealed class Shape
{
    /// <summary>Nothing is there.</summary>
    public static readonly Shape Undefined = new();

    /// <summary>Object literals, the latest first. A field is looked up through all of them.</summary>
    public IReadOnlyList<MergedObject> Objects { get; init; } = [];

    /// <summary>What makes a value that is no object.</summary>
    public Node? Scalar { get; init; }

    /// <summary>The shape that a substitution led to, which makes the value for this one.</summary>
    public Shape? Source { get; init; }

    /// <summary>The substitution that led to <see cref="Source"/>.</summary>
    public SubstitutionNode? Via { get; init; }

    /// <summary>Where the value is written.</summary>
    public HoconPosition Position { get; init; }

    /// <summary>The layer that decides, whose key's position counts.</summary>
    public Layer? Winner { get; init; }

    /// <summary>The value, once known.</summary>
    public HoconValue? Value { get; set; }

    /// <summary>The value is being made at this moment: to need it now is a cycle.</summary>
    public bool IsBusy { get; set; }

    public bool IsUndefined => ReferenceEquals(this, Undefined);

    public bool IsObject => Objects.Count > 0;
}
