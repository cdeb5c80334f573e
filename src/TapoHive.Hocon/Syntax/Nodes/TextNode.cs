namespace TapoHive.Hocon.Syntax;

/// <summary>A scalar, neighbouring pieces joined.</summary>
internal sealed class TextNode(HoconPosition position, string text, bool isQuoted) : Node(position)
{
    public string Text { get; } = text;

    public bool IsQuoted { get; } = isQuoted;

    /// <summary>A bare <c>null</c> on its own is null; as a part of a longer value it is the text "null".</summary>
    public bool IsNull => !IsQuoted && Text == "null";
}
