namespace TapoHive.Hocon.Syntax;

internal enum TokenKind
{
    End,
    Newline,
    Comma,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Colon,
    Equals,
    PlusEquals,

    /// <summary>Text in quotes, decoded.</summary>
    Quoted,

    /// <summary>A run of characters that need no quotes.</summary>
    Unquoted,

    /// <summary><c>${</c> or <c>${?</c>.</summary>
    Substitution,

    /// <summary>One character that only quoted text may hold.</summary>
    Reserved,
}
