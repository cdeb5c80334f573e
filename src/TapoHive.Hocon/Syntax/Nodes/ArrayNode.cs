namespace TapoHive.Hocon.Syntax;

/// <summary>A list literal.</summary>
internal sealed class ArrayNode(HoconPosition position, List<Node> items) : Node(position)
{
    public List<Node> Items { get; } = items;

    /// <summary>The value, once known.</summary>
    public HoconValue? Value { get; set; }

    /// <summary>The value is being made at this moment: to need it now is a cycle.</summary>
    public bool IsBusy { get; set; }
}
