namespace TapoHive.Domain.Intents;

/// <summary>The four places where an intent can stand, weakest first: the highest filled one is what an outlet is wanted to be.</summary>
public enum Layer
{
    /// <summary>What the house file says of the plug itself (<c>base = on</c>).</summary>
    Base,

    /// <summary>What a schedule wants.</summary>
    Schedule,

    /// <summary>What a person or program asked for, by command or at the plug's own button.</summary>
    Manual,

    /// <summary>What a safety rule forces.</summary>
    Safety,
}
