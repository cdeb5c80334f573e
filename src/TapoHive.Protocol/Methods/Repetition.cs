namespace TapoHive.Protocol.Methods;

/// <summary>What a second delivery of the same call does.</summary>
public enum Repetition
{
    /// <summary>Nothing more than the first: reads, and writes of a state.</summary>
    Harmless,

    /// <summary>Something else, such as a second rule.</summary>
    Harmful,
}
