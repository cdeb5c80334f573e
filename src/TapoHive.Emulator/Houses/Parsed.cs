namespace TapoHive.Emulator.Houses;

/// <summary>What came of reading something a person wrote: a value, or what is wrong with it and what to write instead.</summary>
public abstract record Parsed<T>
{
    private Parsed()
    {
    }

    /// <summary>It could be read.</summary>
    public sealed record Ok(T Value) : Parsed<T>;

    /// <summary>It could not.</summary>
    public sealed record Error(string Message) : Parsed<T>;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Parsed<T>(T value) => new Ok(value);

    /// <summary>Wraps a message.</summary>
    internal static Parsed<T> No(string message) => new Error(message);
}
