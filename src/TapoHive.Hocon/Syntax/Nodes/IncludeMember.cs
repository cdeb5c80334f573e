namespace TapoHive.Hocon.Syntax;

/// <summary>An include statement.</summary>
internal sealed record IncludeMember(HoconPosition Position, string Name, bool IsRequired) : Member;
