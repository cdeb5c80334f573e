namespace TapoHive.Cli.Terminal;

/// <summary>Who reads the answers.</summary>
public enum ScreenKind
{
    /// <summary>A person at a terminal.</summary>
    Terminal,

    /// <summary>A file or another program.</summary>
    Pipe,
}

/// <summary>Who can be asked a question.</summary>
public enum Asking
{
    /// <summary>Nobody: input or output is not a terminal.</summary>
    Nobody,

    /// <summary>A person.</summary>
    APerson,
}

/// <summary>Whether what was drawn may be drawn over.</summary>
public enum Redrawing
{
    /// <summary>It stays: a pipe, a file, a terminal that cannot.</summary>
    Never,

    /// <summary>The cursor can be moved.</summary>
    Possible,
}

/// <summary>Whether colours are welcome.</summary>
public enum Colour
{
    /// <summary>They are not.</summary>
    Never,

    /// <summary>They are.</summary>
    Welcome,
}
