namespace TapoHive.Domain.Plugs;

/// <summary>The words of <see cref="ChangeCause"/> in a house's history.</summary>
public static class ChangeCauses
{
    /// <summary>The words; nothing for a command, which has an origin of its own.</summary>
    public static string? Words(this ChangeCause cause) => cause switch
    {
        ChangeCause.Command => null,
        ChangeCause.LateCommand => "late command",
        ChangeCause.Countdown => "countdown",
        ChangeCause.ForeignCountdown => "countdown set at the plug",
        ChangeCause.AutoOff => "auto-off set at the plug",
        ChangeCause.StoredRule => "schedule stored on the plug",
        ChangeCause.Reboot => "reboot",
        ChangeCause.Unwatched => "while there was no session",
        ChangeCause.Protection => "protection",
        ChangeCause.Press => "press",
        _ => throw new ArgumentOutOfRangeException(nameof(cause)),
    };
}
