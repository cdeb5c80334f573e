namespace TapoHive.Hocon.Syntax;

/// <summary>One key of a dotted path, and where it stands.</summary>
internal readonly record struct KeyPart(string Name, HoconPosition Position);
