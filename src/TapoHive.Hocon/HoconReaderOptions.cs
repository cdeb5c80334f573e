namespace TapoHive.Hocon;

/// <summary>How a document is read. The defaults follow the HOCON specification on the real file system and environment.</summary>
public sealed record HoconReaderOptions
{
    /// <summary>The options used where none are given.</summary>
    public static HoconReaderOptions Default { get; } = new();

    /// <summary>
    /// Answers a substitution that the document does not: the variable's value, or <see langword="null"/>.
    /// As the specification says, an empty value counts as absent.
    /// </summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Where files and includes come from.</summary>
    public HoconFiles Files { get; init; } = HoconFiles.OnDisk;

    /// <summary>
    /// What to say when one file sets the same key twice so that the later value silently replaces the earlier one;
    /// <see langword="null"/> (the default, and the specification) says nothing. Merging objects, <c>+=</c>, a value built on
    /// its earlier self and an override by <c>${?OPTIONAL}</c> are not duplicates, nor is a key set again by another file.
    /// </summary>
    public HoconSeverity? DuplicateKeys { get; init; }

    /// <summary>How much a document may ask of the machine.</summary>
    public HoconLimits Limits { get; init; } = new();
}
