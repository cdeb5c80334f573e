namespace TapoHive.Cli.Rendering;

/// <summary>How much of a large answer is drawn.</summary>
public enum StatusDetail
{
    /// <summary>What a person can take in: on a terminal, rooms instead of outlets where there are many.</summary>
    Readable,

    /// <summary>Every outlet.</summary>
    EveryOutlet,
}
