using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Schedules;

/// <summary>By how much a schedule is late on purpose on a day: another length each day, the same however often it is asked.</summary>
public static class ScheduleSpread
{
    /// <summary>From zero to <paramref name="most"/>, in whole seconds: SHA-256 of house, schedule and date.</summary>
    public static Duration Of(HouseName house, ScheduleName schedule, LocalDate date, Duration most)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{house.Value}/{schedule.Value}/{LocalDatePattern.Iso.Format(date)}"));
        return Duration.FromSeconds((long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)((long)most.TotalSeconds + 1)));
    }
}
