namespace TapoHive.Hocon.Syntax;

/// <summary>A part, and the white space before it, which counts only between texts.</summary>
internal readonly record struct ConcatenationPart(string Gap, Node Node);
