namespace TapoHive.Hocon;

/// <summary>
/// A resolved value: <see cref="HoconObject"/>, <see cref="HoconArray"/>, <see cref="HoconText"/> or <see cref="HoconNull"/>,
/// and nothing else. Immutable and safe to share between threads.
/// </summary>
public abstract class HoconValue
{
    private protected HoconValue(HoconPosition position, HoconPosition definedAt)
    {
        Position = position;
        DefinedAt = definedAt;
    }

    /// <summary>Where the value is written. For a value that came through <c>${...}</c>: where that substitution is written.</summary>
    public HoconPosition Position { get; }

    /// <summary>Where the value was defined: <see cref="Position"/>, or the far end of the substitutions that brought it here.</summary>
    public HoconPosition DefinedAt { get; }

    /// <summary>How many values this one holds, itself included, each counted as often as it is reached.</summary>
    internal abstract int Weight { get; }

    /// <summary>How many levels stand in each other: 1 for a scalar.</summary>
    internal abstract int Depth { get; }

    /// <summary>How a sentence names the value: "a list".</summary>
    internal abstract string Noun { get; }

    /// <summary>The same value, reached by a substitution written at <paramref name="position"/>. Shares everything below.</summary>
    internal abstract HoconValue At(HoconPosition position);

    /// <summary>Adds weights without wrapping round.</summary>
    private protected static int Add(int left, int right) => (int)Math.Min((long)left + right, int.MaxValue);
}
