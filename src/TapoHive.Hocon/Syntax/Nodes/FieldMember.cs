namespace TapoHive.Hocon.Syntax;

/// <summary>A key path with its value. <paramref name="IsAppend"/>: the separator is <c>+=</c>.</summary>
internal sealed record FieldMember(IReadOnlyList<KeyPart> Key, Node Value, bool IsAppend) : Member;
