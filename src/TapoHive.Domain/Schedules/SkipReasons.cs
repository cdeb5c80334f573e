namespace TapoHive.Domain.Schedules;

/// <summary>Words of <see cref="SkipReason"/>.</summary>
public static class SkipReasons
{
    /// <summary>The end of the sentence "skipped: ...".</summary>
    public static string Words(this SkipReason reason) => reason switch
    {
        SkipReason.Late => "its grace was over when the hive learnt of it",
        SkipReason.Paused => "paused",
        SkipReason.Calendar => "its calendar leaves the day out",
        SkipReason.Superseded => "a later one of the same schedule counts",
        SkipReason.Ordered => "a person said so",
        SkipReason.NotBegun => "its window did not begin",
        SkipReason.NothingMatched => "there is nothing to switch",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
