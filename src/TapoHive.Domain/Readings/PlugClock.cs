using NodaTime;

namespace TapoHive.Domain.Readings;

/// <summary>The clock inside a plug (PROTOCOL 5.5): set by the cloud, lost at power loss without it. Never trusted for logs.</summary>
/// <param name="Now">The instant it believes in, to the second.</param>
/// <param name="Offset">Its zone's offset from UTC, to the minute; without summer time, as real plugs tell it.</param>
/// <param name="Region">Its time zone's IANA name; empty where it does not say.</param>
public sealed record PlugClock(Instant Now, Offset Offset, string Region)
{
    /// <summary>The zone whose days and hours the plug goes by; that of the offset alone where the name is not known.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Region) ?? DateTimeZone.ForOffset(Offset);
}
