namespace TapoHive.Domain.Intents;

/// <summary>How a desired state came to be the one that counts.</summary>
public enum DesiredBy
{
    /// <summary>Somebody asked for it, by command, press, occurrence, release or file.</summary>
    Intent,

    /// <summary>Another intent ended by itself. That is not a person's word: a tripped protection is not overruled by it.</summary>
    End,
}
