namespace TapoHive.Hocon.Syntax;

/// <summary>A piece of text with its meaning and its place.</summary>
/// <param name="Kind">The meaning.</param>
/// <param name="Start">The first character's offset.</param>
/// <param name="End">The offset after the last character.</param>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="LineStart">The offset of that line's first character.</param>
/// <param name="Text">The decoded text of <see cref="TokenKind.Quoted"/> and <see cref="TokenKind.Unquoted"/>, else empty.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, int Line, int LineStart, string Text)
{
    public int Column => Start - LineStart + 1;

    public bool IsText => Kind is TokenKind.Quoted or TokenKind.Unquoted;

    public bool IsCloser => Kind is TokenKind.CloseBrace or TokenKind.CloseBracket;

    /// <summary>Whether a value can go on no further.</summary>
    public bool EndsValue => Kind is TokenKind.End or TokenKind.Newline or TokenKind.Comma || IsCloser;
}
