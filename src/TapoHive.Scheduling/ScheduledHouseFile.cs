using TapoHive.Domain.HouseFiles;

namespace TapoHive.Scheduling;

/// <summary>How house files are read where cron expressions are to be understood.</summary>
public static class ScheduledHouseFile
{
    /// <summary>The usual options, with Quartz to reckon with cron.</summary>
    public static HouseFileOptions Options { get; } = HouseFileOptions.Default with { Cron = QuartzCron.Instance };
}
