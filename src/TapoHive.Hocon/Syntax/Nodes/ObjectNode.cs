namespace TapoHive.Hocon.Syntax;

/// <summary>An object literal: its fields and includes in the order written.</summary>
internal sealed class ObjectNode(HoconPosition position, List<Member> members) : Node(position)
{
    public List<Member> Members { get; } = members;
}
