namespace TapoHive.Hocon;

/// <summary>
/// A scalar: text, a number or a boolean, kept exactly as written (<c>1e5</c> stays <c>1e5</c>, <c>00-00-5E-00-53-01</c> stays itself).
/// What it means is decided by who reads it, see the <c>As...</c> readers.
/// </summary>
public sealed class HoconText : HoconValue
{
    internal HoconText(string text, bool isQuoted, HoconPosition position, HoconPosition definedAt) : base(position, definedAt)
    {
        Text = text;
        IsQuoted = isQuoted;
    }

    /// <summary>The text: escapes undone, substitutions and neighbours joined.</summary>
    public string Text { get; }

    /// <summary>Whether any part of it stood in quotes, which says that it was meant as text.</summary>
    public bool IsQuoted { get; }

    internal override int Weight => 1;

    internal override int Depth => 1;

    internal override string Noun => $"'{(Text.Length <= 60 ? Text : string.Concat(Text.AsSpan(0, 57), "..."))}'";

    internal override HoconValue At(HoconPosition position) => new HoconText(Text, IsQuoted, position, DefinedAt);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
