namespace TapoHive.Domain.Selectors;

/// <summary>A text is no selector, or names something that the house does not have. The message is for people.</summary>
public sealed class SelectorException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public SelectorException()
    {
    }

    /// <summary>Makes one.</summary>
    public SelectorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    public SelectorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private SelectorException(string message, string fact, string? remedy)
        : base(message) => (Fact, Remedy) = (fact, remedy);

    /// <summary>What is wrong: a sentence that begins small and has no full stop.</summary>
    public string Fact { get; } = "";

    /// <summary>What to do about it: a sentence without a full stop, where there is one to give.</summary>
    public string? Remedy { get; }

    /// <summary>Makes one of a fact and a remedy; the message is both in one.</summary>
    internal static SelectorException Of(string fact, string? remedy = null) => new(Sentence(fact, remedy), fact, remedy);

    /// <summary>A fact and a remedy as one text for people.</summary>
    internal static string Sentence(string fact, string? remedy)
    {
        var begun = char.ToUpperInvariant(fact[0]) + fact[1..];
        return remedy is null ? $"{begun}."
            : remedy.StartsWith("Did you mean", StringComparison.Ordinal) ? $"{begun}; d{remedy[1..]}"
            : $"{begun}. {remedy}.";
    }
}
