namespace TapoHive.Domain.Plugs;

/// <summary>What made an outlet change between two readings, as far as can be told (DESIGN 4, rule 3).</summary>
public enum ChangeCause
{
    /// <summary>A command of ours that was answered.</summary>
    Command,

    /// <summary>A command of ours without an answer, which landed late; perhaps one from before a restart.</summary>
    LateCommand,

    /// <summary>The countdown that the hive had armed.</summary>
    Countdown,

    /// <summary>A countdown that a person had set in the vendor's app.</summary>
    ForeignCountdown,

    /// <summary>The auto-off time that a person had set in the vendor's app.</summary>
    AutoOff,

    /// <summary>A schedule that the vendor's app had stored on the plug.</summary>
    StoredRule,

    /// <summary>Power came back, or the plug started anew, and its default state decided.</summary>
    Reboot,

    /// <summary>Nobody was watching: there was no session.</summary>
    Unwatched,

    /// <summary>The plug protected itself.</summary>
    Protection,

    /// <summary>A hand at the button, or the vendor's app.</summary>
    Press,
}
