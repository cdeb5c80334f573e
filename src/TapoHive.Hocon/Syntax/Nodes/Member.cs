namespace TapoHive.Hocon.Syntax;

/// <summary>What an object literal consists of: a field or an include.</summary>
internal abstract record Member;
