using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Readings;

/// <summary>A schedule that the vendor's app stored on a plug, and that the plug carries out by itself (PROTOCOL 5.8).</summary>
/// <param name="Minute">Minute of the day, by the plug's own clock; of a rule that follows the sun: of about today.</param>
/// <param name="Days">Bits from Sunday (1) to Saturday (64); 0 for a rule that fires once.</param>
/// <param name="FollowsSun">Whether it follows sunrise or sunset.</param>
/// <param name="Then">What it makes of the outlet.</param>
public sealed record StoredSchedule(int Minute, int Days, bool FollowsSun, PowerState Then)
{
    private static readonly Duration Slack = Duration.FromMinutes(1);
    private static readonly Duration SunSlack = Duration.FromMinutes(20);

    /// <summary>Whether it may have fired between two moments.</summary>
    /// <param name="from">The earlier one.</param>
    /// <param name="to">The later one.</param>
    /// <param name="zone">Whose day it is.</param>
    public bool MayFire(Instant from, Instant to, DateTimeZone zone)
    {
        var slack = FollowsSun ? SunSlack : Slack;
        for (var day = from.InZone(zone).Date.PlusDays(-1); day <= to.InZone(zone).Date.PlusDays(1); day = day.PlusDays(1))
        {
            var at = day.AtMidnight().PlusMinutes(Minute).InZoneLeniently(zone).ToInstant();
            if ((Days == 0 || (Days >> ((int)day.DayOfWeek % 7) & 1) == 1) && at >= from - slack && at <= to + slack)
            {
                return true;
            }
        }

        return false;
    }
}
