using System.Text;
using NodaTime;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Actors.Tests;

/// <summary>What schedules add to events that were there before them: written as here, for good.</summary>
public sealed class ScheduleSerializationTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 25, 18, 0);
    private static readonly ScheduleName Porch = new("porch");

    public static TheoryData<string> Timings =>
    [
        """{"kind":"at","when":"20m before sunset"}""",
        """{"kind":"at","when":"2026-12-24T17:00"}""",
        """{"kind":"window","from":"dusk","until":"23:00"}""",
        """{"kind":"cron","expression":"0 0 7 ? * MON-FRI"}""",
        """{"kind":"every","period":"0:04:00:00"}""",
    ];

    [Theory]
    [MemberData(nameof(Timings))]
    public void A_house_is_written_with_its_schedules_and_calendars(string when)
    {
        var stored = Stored(when, """{"kind":"set","on":["porch"],"off":[]}""");

        Assert.Equal(stored, Written(Read(stored, typeof(HouseApplied))));
    }

    [Fact]
    public void A_schedule_may_run_a_scene()
    {
        var stored = Stored("""{"kind":"at","when":"23:30"}""", """{"kind":"scene","name":"evening"}""");

        var applied = Assert.IsType<HouseApplied>(Read(stored, typeof(HouseApplied)));
        Assert.Equal(new ScheduleAction.Scene(new SceneName("evening")), applied.Definition.Schedules!.Value[0].Does);
        Assert.Equal(stored, Written(applied));
    }

    [Fact]
    public void A_run_says_which_occurrence_it_carries_out()
    {
        var run = new RunStarted(
            At, "on", Origin.Schedule(Porch), Duration.FromSeconds(60), null, Holding.UntilNextOccurrence,
            [new RunIntent(new OutletName("porch"), new PlugId("00-00-5E-00-53-01"), OutletSlot.Whole, PowerState.On)],
            Layer: Layer.Schedule,
            Occurrence: new RunOccurrence(Porch, OccurrenceKey.Of(new LocalDate(2026, 11, 25), WindowEdge.Start), At));

        var written = Written(run);

        Assert.Contains("""
            "layer":"Schedule","occurrence":"porch 2026-11-25.start 2026-11-25T18:00:00Z"
            """, written, StringComparison.Ordinal);
        Assert.Equal(written, Written(Read(written, typeof(RunStarted))));
    }

    [Fact]
    public void A_snapshot_remembers_its_schedules()
    {
        var state = HouseState.Empty with
        {
            SchedulesPause = new SchedulePause(Origin.Operator("anna"), At, At + Duration.FromDays(7), [new ScheduleName("frost")]),
            Schedules = System.Collections.Immutable.ImmutableSortedDictionary<ScheduleName, ScheduleMemory>.Empty.Add(Porch, new ScheduleMemory(
                At, At, OccurrenceKey.Of(At), At, null, OccurrenceKey.Of(new LocalDate(2026, 11, 25), WindowEdge.Start), null, null,
                new LastDecision(OccurrenceKey.Of(At), At, At, null, SkipReason.Late))),
        };

        var written = Written(state);

        var read = Assert.IsType<HouseState>(Read(written, typeof(HouseState)));
        Assert.Equal(state.Schedules.Values, read.Schedules!.Values);
        Assert.Equal(written, Written(read));
    }

    private static string Stored(string when, string does) =>
        """{"definition":{"name":"hillside","timeZone":"Europe/London","accounts":[{"name":"default","username":"me@example.com","password":{"source":"Environment","place":"P"}}],"discovery":{"targets":["broadcast"],"every":"0:00:01:00","adopt":"Automatic","port":20002},"press":"Follow","plugs":[],"schedules":[{"name":"porch","when":"""
        + when + ""","does":""" + does
        + ""","days":["Monday","Sunday"],"spread":"0:00:10:00","skip":"holidays","grace":"0:00:15:00","enablement":"Enabled"}],"calendars":[{"name":"holidays","dates":["2026-12-25","2026-12-31/2027-01-02"]}]},"source":"hillside.conf","sourceHash":"1","at":"2026-11-25T18:00:00Z"}""";

    private static object Read(string text, Type type) => HiveSerializer.Read(Encoding.UTF8.GetBytes(text), Manifests.NameOf(type));

    private static string Written(object value) => Encoding.UTF8.GetString(HiveSerializer.Write(value));
}
