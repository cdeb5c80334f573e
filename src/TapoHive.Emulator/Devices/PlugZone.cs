using NodaTime;

namespace TapoHive.Emulator.Devices;

/// <summary>
/// Where a plug believes to be. Its days are those of the region, with summer time, while the <c>time_diff</c> it tells stays what was set, which is the
/// offset without summer time: P110, P304M and P316M were recorded an hour apart in summer. Of a region that nobody knows, <c>time_diff</c> is all there is.
/// </summary>
/// <param name="Region">IANA name.</param>
/// <param name="MinutesFromUtc">Its <c>time_diff</c>.</param>
internal readonly record struct PlugZone(string Region, int MinutesFromUtc)
{
    private DateTimeZone Rules => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Region) ?? DateTimeZone.ForOffset(Offset.FromSeconds(MinutesFromUtc * 60));

    /// <summary>An instant by the clock on the wall.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(Rules.GetUtcOffset(Instant.FromDateTimeOffset(at)).ToTimeSpan());

    /// <summary>When the day begins that a time belongs to, or one so many days from it.</summary>
    public DateTimeOffset Midnight(DateTime day, int later = 0) => Rules.AtStartOfDay(LocalDate.FromDateTime(day).PlusDays(later)).ToDateTimeOffset();
}
