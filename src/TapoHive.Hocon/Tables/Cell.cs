namespace TapoHive.Hocon.Tables;

/// <summary>One cell of a table: its text without quotes, and where it begins.</summary>
internal readonly record struct Cell(string Text, bool IsQuoted, HoconPosition Position);
