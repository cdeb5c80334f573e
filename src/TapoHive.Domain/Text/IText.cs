namespace TapoHive.Domain.Text;

/// <summary>A value that is one word of text wherever it leaves the process: in the journal, in messages, in JSON.</summary>
public interface IText<TSelf>
    where TSelf : IText<TSelf>
{
    /// <summary>Reads back what <see cref="object.ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not such a value.</exception>
    static abstract TSelf FromText(string text);
}
