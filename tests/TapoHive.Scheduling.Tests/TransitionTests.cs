using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling.Tests;

/// <summary>
/// Every kind of schedule over changes of the clocks. What is expected was written by hand from the output of <c>zdump -v -c 2026,2027</c>
/// (tzdata 2025b), not by this program: the line of zdump that a group rests on stands above it. Times are UTC.
/// </summary>
public sealed class TransitionTests
{
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        // Europe/London  Sun Mar 29 01:00:00 2026 UT = Sun Mar 29 02:00:00 2026 BST: 01:00 to 02:00 is skipped.
        { "Europe/London", "at 00:59", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T00:59" },
        { "Europe/London", "at 01:00", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T01:00" },
        { "Europe/London", "at 01:30", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T01:00" },
        { "Europe/London", "at 01:59", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T01:00" },
        { "Europe/London", "at 02:00", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T01:00" },
        { "Europe/London", "at 07:00", "2026-03-28T12:00", "2026-03-30T12:00", "03-29T06:00 03-30T06:00" },
        { "Europe/London", "window 00:30 01:30", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T00:30 03-29T01:00" },
        { "Europe/London", "window 01:15 01:45", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T01:00 03-29T01:00" },
        { "Europe/London", "window 23:00 07:00", "2026-03-28T12:00", "2026-03-29T12:00", "03-28T23:00 03-29T06:00" },
        { "Europe/London", "every 1h", "2026-03-28T22:30", "2026-03-29T02:00", "03-28T23:30 03-29T00:30 03-29T01:30" },
        { "Europe/London", "cron 0 30 1 * * ?", "2026-03-29T00:00", "2026-03-29T23:00", "03-29T01:00" },
        { "Europe/London", "cron 0 0 7 ? * SUN", "2026-03-28T00:00", "2026-03-30T00:00", "03-29T06:00" },
        { "Europe/London", "cron 0 0/30 * * * ?", "2026-03-29T00:00", "2026-03-29T02:00", "03-29T00:30 03-29T01:00 03-29T01:30 03-29T02:00" },

        // Europe/London  Sun Oct 25 01:00:00 2026 UT = Sun Oct 25 01:00:00 2026 GMT: 01:00 to 02:00 comes twice, first from 00:00 UT.
        { "Europe/London", "at 00:59", "2026-10-24T23:00", "2026-10-25T23:00", "10-24T23:59" },
        { "Europe/London", "at 01:00", "2026-10-24T23:00", "2026-10-25T23:00", "10-25T00:00" },
        { "Europe/London", "at 01:30", "2026-10-24T23:00", "2026-10-25T23:00", "10-25T00:30" },
        { "Europe/London", "at 02:00", "2026-10-24T23:00", "2026-10-25T23:00", "10-25T02:00" },
        { "Europe/London", "window 01:30 02:30", "2026-10-24T23:00", "2026-10-25T23:00", "10-25T00:30 10-25T02:30" },
        { "Europe/London", "window 00:30 01:30", "2026-10-24T23:00", "2026-10-25T23:00", "10-24T23:30 10-25T00:30" },
        { "Europe/London", "window 23:00 07:00", "2026-10-24T12:00", "2026-10-25T12:00", "10-24T22:00 10-25T07:00" },
        { "Europe/London", "every 30m", "2026-10-24T23:45", "2026-10-25T01:30", "10-25T00:15 10-25T00:45 10-25T01:15" },
        { "Europe/London", "cron 0 30 1 * * ?", "2026-10-24T23:00", "2026-10-25T23:00", "10-25T00:30" },
        { "Europe/London", "cron 0 0/30 * * * ?", "2026-10-25T00:00", "2026-10-25T02:00", "10-25T00:30 10-25T01:00 10-25T01:30 10-25T02:00" },

        // America/New_York  Sun Mar  8 07:00:00 2026 UT = Sun Mar  8 03:00:00 2026 EDT: 02:00 to 03:00 is skipped.
        { "America/New_York", "at 02:30", "2026-03-08T05:00", "2026-03-09T04:00", "03-08T07:00" },
        { "America/New_York", "at 03:00", "2026-03-08T05:00", "2026-03-09T04:00", "03-08T07:00" },
        { "America/New_York", "window 01:30 03:30", "2026-03-08T05:00", "2026-03-09T04:00", "03-08T06:30 03-08T07:30" },
        { "America/New_York", "cron 0 30 2 * * ?", "2026-03-08T05:00", "2026-03-09T04:00", "03-08T07:00" },

        // America/New_York  Sun Nov  1 06:00:00 2026 UT = Sun Nov  1 01:00:00 2026 EST: 01:00 to 02:00 comes twice, first from 05:00 UT.
        { "America/New_York", "at 01:30", "2026-11-01T04:00", "2026-11-02T05:00", "11-01T05:30" },
        { "America/New_York", "window 01:45 01:15", "2026-11-01T04:00", "2026-11-02T07:00", "11-01T05:15 11-01T05:45 11-02T06:15 11-02T06:45" },
        { "America/New_York", "cron 0 15 1 * * ?", "2026-11-01T04:00", "2026-11-02T05:00", "11-01T05:15" },

        // Australia/Lord_Howe  Sat Apr  4 15:00:00 2026 UT = Sun Apr  5 01:30:00 2026 +1030: 01:30 to 02:00 comes twice, first from 14:30 UT.
        { "Australia/Lord_Howe", "at 01:45", "2026-04-04T12:00", "2026-04-05T12:00", "04-04T14:45" },
        { "Australia/Lord_Howe", "at 02:00", "2026-04-04T12:00", "2026-04-05T12:00", "04-04T15:30" },

        // Australia/Lord_Howe  Sat Oct  3 15:30:00 2026 UT = Sun Oct  4 02:30:00 2026 +11: 02:00 to 02:30 is skipped.
        { "Australia/Lord_Howe", "at 02:15", "2026-10-03T12:00", "2026-10-04T12:00", "10-03T15:30" },
        { "Australia/Lord_Howe", "window 02:00 02:30", "2026-10-03T12:00", "2026-10-04T12:00", "10-03T15:30 10-03T15:30" },

        // America/Santiago  Sun Sep  6 04:00:00 2026 UT = Sun Sep  6 01:00:00 2026 -03: 00:00 to 01:00 is skipped, midnight with it.
        { "America/Santiago", "at 00:00", "2026-09-05T12:00", "2026-09-06T12:00", "09-06T04:00" },
        { "America/Santiago", "at 00:30 sun", "2026-09-05T12:00", "2026-09-06T12:00", "09-06T04:00" },
        { "America/Santiago", "at 00:30 sat", "2026-09-05T12:00", "2026-09-06T12:00", "" },

        // America/Santiago  Sun Apr  5 03:00:00 2026 UT = Sat Apr  4 23:00:00 2026 -04: 23:00 to 24:00 comes twice, first from 02:00 UT.
        { "America/Santiago", "at 23:30", "2026-04-04T12:00", "2026-04-05T12:00", "04-05T02:30" },
        { "America/Santiago", "window 23:30 00:30", "2026-04-04T12:00", "2026-04-05T12:00", "04-05T02:30 04-05T04:30" },

        // Africa/Casablanca  Sun Feb 15 02:00:00 2026 UT = Sun Feb 15 02:00:00 2026 +00: 02:00 to 03:00 comes twice, first from 01:00 UT.
        { "Africa/Casablanca", "at 02:30", "2026-02-14T12:00", "2026-02-15T12:00", "02-15T01:30" },

        // Africa/Casablanca  Sun Mar 22 02:00:00 2026 UT = Sun Mar 22 03:00:00 2026 +01: 02:00 to 03:00 is skipped.
        { "Africa/Casablanca", "at 02:30", "2026-03-21T12:00", "2026-03-22T12:00", "03-22T02:00" },

        // Africa/Cairo  Thu Apr 23 22:00:00 2026 UT = Fri Apr 24 01:00:00 2026 EEST: 00:00 to 01:00 is skipped.
        { "Africa/Cairo", "at 00:15", "2026-04-23T12:00", "2026-04-24T12:00", "04-23T22:00" },

        // Africa/Cairo  Thu Oct 29 21:00:00 2026 UT = Thu Oct 29 23:00:00 2026 EET: 23:00 to 24:00 comes twice, first from 20:00 UT.
        { "Africa/Cairo", "at 23:59", "2026-10-29T12:00", "2026-10-30T12:00", "10-29T20:59" },

        // America/Havana  Sun Mar  8 05:00:00 2026 UT = Sun Mar  8 01:00:00 2026 CDT; Sun Nov  1 05:00:00 2026 UT = Sun Nov  1 00:00:00 2026 CST.
        { "America/Havana", "at 00:30", "2026-03-07T12:00", "2026-03-08T12:00", "03-08T05:00" },
        { "America/Havana", "at 00:30", "2026-10-31T12:00", "2026-11-01T12:00", "11-01T04:30" },

        // Pacific/Chatham  Sat Apr  4 14:00:00 2026 UT = Sun Apr  5 02:45:00 2026 +1245; Sat Sep 26 14:00:00 2026 UT = Sun Sep 27 03:45:00 2026 +1345.
        { "Pacific/Chatham", "at 03:00", "2026-04-04T02:00", "2026-04-05T02:00", "04-04T13:15" },
        { "Pacific/Chatham", "at 03:00", "2026-09-26T02:00", "2026-09-27T02:00", "09-26T14:00" },

        // Antarctica/Troll  Sun Mar 29 01:00:00 2026 UT = Sun Mar 29 03:00:00 2026 +02; Sun Oct 25 01:00:00 2026 UT = Sun Oct 25 01:00:00 2026 +00: two hours.
        { "Antarctica/Troll", "at 02:59", "2026-03-28T12:00", "2026-03-29T12:00", "03-29T01:00" },
        { "Antarctica/Troll", "at 01:30", "2026-10-24T12:00", "2026-10-25T12:00", "10-24T23:30" },
        { "Antarctica/Troll", "window 01:30 03:30", "2026-10-24T12:00", "2026-10-25T12:00", "10-24T23:30 10-25T03:30" },

        // Europe/Dublin  Sun Mar 29 01:00:00 2026 UT = Sun Mar 29 02:00:00 2026 IST: daylight saving that is negative in winter.
        { "Europe/Dublin", "at 01:30", "2026-03-28T12:00", "2026-03-29T12:00", "03-29T01:00" },

        // Asia/Beirut  Sat Mar 28 22:00:00 2026 UT = Sun Mar 29 01:00:00 2026 EEST: 00:00 to 01:00 is skipped.
        { "Asia/Beirut", "at 00:00", "2026-03-28T12:00", "2026-03-29T12:00", "03-28T22:00" },

        // Asia/Kathmandu is 5:45 ahead, always.
        { "Asia/Kathmandu", "at 02:30", "2026-03-28T12:00", "2026-03-29T12:00", "03-28T20:45" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_schedule_fires_when_zdump_says(string zone, string schedule, string after, string upTo, string firings)
    {
        var from = Utc(after);
        var times = new ScheduleTimes(House(zone), Schedule(schedule), QuartzCron.Instance, from);

        var found = times.Between(from, Utc(upTo)).OrderBy(occurrence => occurrence.Due).Select(occurrence => Shown(occurrence.Due));

        Assert.Equal(firings, string.Join(' ', found));
    }

    [Fact]
    public void The_table_has_more_than_forty_cases() => Assert.InRange(Cases.Count, 41, int.MaxValue);

    private static Instant Utc(string text) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value.InUtc().ToInstant();

    private static string Shown(Instant instant) =>
        InstantPattern.CreateWithInvariantCulture(instant.InUtc().Second == 0 ? "MM-dd'T'HH:mm" : "MM-dd'T'HH:mm:ss").Format(instant);

    private static HouseDefinition House(string zone) => new(
        new HouseName("hillside"),
        zone,
        [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "P"))],
        DiscoveryDefinition.Usual,
        PressPolicy.Follow,
        []);

    private static ScheduleDefinition Schedule(string text)
    {
        var words = text.Split(' ');
        ImmutableArray<IsoDayOfWeek> days = words[^1] switch
        {
            "sat" => [IsoDayOfWeek.Saturday],
            "sun" => [IsoDayOfWeek.Sunday],
            _ => [],
        };
        ScheduleTiming when = words[0] switch
        {
            "at" => new ScheduleTiming.At(Moment.FromText(words[1])),
            "window" => new ScheduleTiming.Window(Moment.FromText(words[1]), Moment.FromText(words[2])),
            "every" when Lengths.TryParse(words[1], out var period) => new ScheduleTiming.Every(period),
            _ => new ScheduleTiming.Cron(text[5..]),
        };
        return new ScheduleDefinition(new ScheduleName("x"), when, new ScheduleAction.Set(["all"], []), days, null, null, null, ScheduleDefinition.UsualGrace);
    }
}
