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
}
