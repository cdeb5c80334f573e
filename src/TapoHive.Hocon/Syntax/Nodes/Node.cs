namespace TapoHive.Hocon.Syntax;

/// <summary>A value as written, before merging and substitution.</summary>
internal abstract class Node(HoconPosition position)
{
    public HoconPosition Position { get; } = position;
}
