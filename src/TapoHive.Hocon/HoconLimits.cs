namespace TapoHive.Hocon;

/// <summary>How much a document may ask of the machine. Each limit ends reading with a problem, never with an exception.</summary>
public sealed record HoconLimits
{
    private readonly int _maxDepth = 64;

    /// <summary>
    /// How deep objects and arrays may stand in each other, also after substitution. At most 256, so that no stack overflows.
    /// </summary>
    public int MaxDepth
    {
        get => _maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 256);
            _maxDepth = value;
        }
    }

    /// <summary>The size of one file in bytes (of one text in UTF-16 units).</summary>
    public int MaxFileSize { get; init; } = 4 << 20;

    /// <summary>The size of all files of one document together, in bytes; also the characters that joining texts may produce.</summary>
    public int MaxTotalSize { get; init; } = 16 << 20;

    /// <summary>How many files one document may include, each inclusion counted.</summary>
    public int MaxIncludes { get; init; } = 100;

    /// <summary>How many values a document may have, each counted as often as substitutions repeat it.</summary>
    public int MaxValues { get; init; } = 500_000;

    /// <summary>How many problems are reported before reading stops.</summary>
    public int MaxProblems { get; init; } = 50;
}
