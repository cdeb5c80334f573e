namespace TapoHive.Hocon.Syntax;

/// <summary>
/// Several values in a row on one line, at least one of which is no plain text. What they become together depends on what they are.
/// </summary>
internal sealed class ConcatenationNode(List<ConcatenationPart> parts) : Node(parts[0].Node.Position)
{
    public List<ConcatenationPart> Parts { get; } = parts;
}
