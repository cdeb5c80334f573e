namespace TapoHive.Control.Wire;

/// <summary>What ends with a <see cref="Part"/>.</summary>
public enum PartClosing : byte
{
    /// <summary>Nothing: the value goes on in the next part.</summary>
    Nothing,

    /// <summary>The value; another may follow.</summary>
    Value,

    /// <summary>The value and with it the whole answer.</summary>
    Answer,
}
