using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;

namespace TapoHive.Domain.Tests.Schedules;

/// <summary>What holds at every change of the clocks of every zone from 2026 to 2030.</summary>
public sealed class ZoneProperties
{
    private static readonly Instant From = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2031, 1, 1, 0, 0);

    public static TheoryData<string> Zones => [.. DateTimeZoneProviders.Tzdb.Ids.Where(id => Transitions(id).Any())];

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_time_of_day_is_due_exactly_once_on_each_date(string id)
    {
        foreach (var (zone, transition, change) in Transitions(id))
        {
            var before = transition.Minus(Duration.FromNanoseconds(1)).InZone(zone).LocalDateTime;
            foreach (var minutes in new[] { -61, -1, 0, 1, 29, 30, 31, 59, 61, 119, 121 })
            {
                var local = before.PlusNanoseconds(1).PlusMinutes(change > Offset.Zero ? minutes : minutes - 60);
                var found = Times(id, new ScheduleTiming.At(new Moment.TimeOfDay(local.TimeOfDay)))
                    .Between(transition - Duration.FromDays(4), transition + Duration.FromDays(4))
                    .Where(o => Math.Abs(Period.DaysBetween(o.Key.Date!.Value, local.Date)) <= 2)
                    .ToList();

                Assert.Equal(Enumerable.Range(-2, 5).Select(local.Date.PlusDays), found.Select(o => o.Key.Date!.Value));
                foreach (var occurrence in found)
                {
                    var mapping = zone.MapLocal(occurrence.Key.Date!.Value.At(local.TimeOfDay));
                    Assert.Equal(mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant(), occurrence.Due);
                    Assert.Equal(mapping.Count == 1, occurrence.Note.Length == 0);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_window_begins_before_it_ends_and_windows_do_not_overlap(string id)
    {
        foreach (var (zone, transition, _) in Transitions(id))
        {
            var around = transition.InZone(zone).LocalDateTime;
            foreach (var (from, until) in new[] { (-90, 90), (-30, 30), (15, 45), (90, -90), (-45, -15), (600, -600) })
            {
                var window = new ScheduleTiming.Window(new Moment.TimeOfDay(around.PlusMinutes(from).TimeOfDay), new Moment.TimeOfDay(around.PlusMinutes(until).TimeOfDay));
                var edges = Times(id, window).Between(transition - Duration.FromDays(5), transition + Duration.FromDays(5)).ToList();

                Assert.Equal(edges.Select(edge => edge.Due).Order(), edges.Select(edge => edge.Due));
                Assert.Equal(edges.Select(edge => edge.Key).Order(), edges.Select(edge => edge.Key));
                Assert.Equal(edges.Count, edges.Select(edge => edge.Key).Distinct().Count());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Elapsed_time_knows_no_clocks(string id)
    {
        foreach (var (_, transition, _) in Transitions(id))
        {
            var dues = Times(id, new ScheduleTiming.Every(Duration.FromMinutes(47))).Between(transition - Duration.FromHours(6), transition + Duration.FromHours(6)).Select(o => o.Due).ToList();
            Assert.All(dues.Zip(dues.Skip(1)), pair => Assert.Equal(Duration.FromMinutes(47), pair.Second - pair.First));
        }
    }

    private static ScheduleTimes Times(string zone, ScheduleTiming when) => new(
        Hillside.Definition() with { TimeZone = zone },
        new ScheduleDefinition(new ScheduleName("x"), when, new ScheduleAction.Set(["all"], []), [], null, null, null, ScheduleDefinition.UsualGrace),
        NoCron.Instance,
        From);

    private static IEnumerable<(DateTimeZone Zone, Instant At, Offset Change)> Transitions(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        return zone.GetZoneIntervals(From, To)
            .Where(interval => interval.HasStart && interval.Start > From)
            .Select(interval => (zone, interval.Start, interval.WallOffset - zone.GetUtcOffset(interval.Start - Duration.FromNanoseconds(1))))
            .Where(transition => transition.Item3 != Offset.Zero);
    }
}
