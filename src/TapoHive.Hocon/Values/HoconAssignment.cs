namespace TapoHive.Hocon;

/// <summary>One place where a key is given a value.</summary>
/// <param name="Position">Where the key stands (of a dotted key: this part of it).</param>
/// <param name="Kind">What it does to the value before.</param>
public readonly record struct HoconAssignment(HoconPosition Position, HoconAssignmentKind Kind);
