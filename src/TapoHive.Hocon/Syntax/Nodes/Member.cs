namespace TapoHive.Hocon.Syntax;

/// <summary>What an object literal consists of: a field or an include.</summary>
internal abstract record Member;

/// <summary>A key path with its value.</summary>
internal sealed record FieldMember(IReadOnlyList<KeyPart> Key, Node Value, bool IsAppend) : Member;

/// <summary>An include statement.</summary>
internal sealed record IncludeMember(HoconPosition Position, string Name, bool IsRequired) : Member;

/// <summary>One key of a dotted path, and where it stands.</summary>
internal readonly record struct KeyPart(string Name, HoconPosition Position);
