namespace TapoHive.Emulator.Faults;

/// <summary>What people store on a relay in the vendor's app.</summary>
public enum StoredRule
{
    /// <summary>On at seven in the morning, every day. It is kept and shown, and never fires.</summary>
    Schedule,

    /// <summary>Off two hours after it went on.</summary>
    AutoOff,

    /// <summary>Away mode every evening. It is kept and shown, and switches nothing.</summary>
    Away,

    /// <summary>Off in half an hour.</summary>
    Countdown,
}
