namespace TapoHive.Protocol;

/// <summary>What a plug's web server does after an answer.</summary>
public enum ConnectionHabit
{
    /// <summary>It keeps the connection, or says that it closes it.</summary>
    Keeps,

    /// <summary>It closes the connection without a word, as P100s do (PROTOCOL 0.1): a new one is made for each request.</summary>
    Closes,
}
