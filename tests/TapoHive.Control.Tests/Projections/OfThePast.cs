using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Control.Projections;
using TapoHive.Domain.Failures;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Tests.Projections;

/// <summary>The sentences that answer "why was it on at 03:12?".</summary>
public sealed class OfThePast
{
    private static readonly HouseName House = new("hillside");
    private static readonly Instant At = Instant.FromUtc(2026, 11, 25, 3, 12);
    private static readonly Instant Asked = At - Duration.FromMinutes(2);
    private static readonly Instant Seen = Asked + Duration.FromSeconds(1);
    private static readonly Intent On = new(PowerState.On, Origin.Operator("anna"), Asked);

    [Fact]
    public void It_was_as_somebody_asked() => Assert.Equal(
        "heater was on: operator anna (run 17) asked for on at 03:10:00. It was read on at 03:10:01.",
        Advice(Standing(On, PowerState.On), Line(Asked, "intent", "on", "operator:anna", 17, "on"), Line(Seen, "observed", "on", "operator:anna")));

    [Fact]
    public void A_schedule_and_its_scene_are_named() => Assert.Equal(
        "heater was on: schedule dusk (run 17, evening) asked for on at 03:10:00, until 04:12:00. It was read on at 03:10:01.",
        Advice(
            Standing(On with { Origin = new Origin("schedule:dusk"), Until = At + Duration.FromHours(1) }, PowerState.On),
            Line(Asked, "intent", "on", "schedule:dusk", 17, "evening"),
            Line(Seen, "observed", "on", "schedule:dusk")));

    [Fact]
    public void It_was_not_as_somebody_asked() => Assert.Equal(
        "heater was off, though it was asked to be on. Operator anna asked for on at 03:10:00. It was last read off at 03:10:01, at the first reading."
        + " The plug was in trouble (dark): It does not answer.",
        Advice(
            Standing(On, PowerState.Off) with { Problem = new PlugProblem(FailureKind.Dark, "It does not answer.", Seen) },
            Line(Seen, "observed", "off", "first reading")));

    [Fact]
    public void Nobody_asked() => Assert.Equal(
        "heater was on: nobody asked anything of it. It was read on at 03:10:01, and what had switched it is not known.",
        Advice(Standing(null, PowerState.On), Line(Seen, "observed", "on", "unknown")));

    [Fact]
    public void An_end_that_nobody_had_written_down_yet_counts() => Assert.Equal(
        "heater was on, though it was asked to be off. What operator anna asked for ended at 03:11:00. It was last read on at 03:10:01.",
        Advice(Standing(On with { Until = At - Duration.FromMinutes(1) }, PowerState.On)));

    [Fact]
    public void It_had_not_been_read() => Assert.Equal(
        "Whether heater was on or off is not known: it had not been read yet. Operator anna asked for on at 03:10:00.",
        Advice(Standing(On, null)));

    [Fact]
    public void Another_day_is_named_with_its_date() => Assert.Equal(
        "heater was on: the house file asked for on on 2026-11-24 03:12:00. It was read on at 03:10:01.",
        Advice(Standing(On with { Origin = Origin.House, Since = At - Duration.FromDays(1) }, PowerState.On)));

    [Fact]
    public void The_clock_is_that_of_the_house() => Assert.Equal(
        "heater was on: operator anna asked for on at 04:10:00. It was read on at 04:10:01.",
        PastProjection.Of(House, "heater", DateTimeZoneProviders.Tzdb["Europe/Berlin"], At, new OutletPast(Standing(On, PowerState.On), [], [], Asked)).Advice);

    [Fact]
    public void Before_the_history_begins_nothing_is_known() => Assert.Equal(
        "Nothing is known of heater at that time: its history begins at 03:13:00.",
        PastProjection.Of(House, "heater", DateTimeZone.Utc, At, new OutletPast(null, [], [], At + Duration.FromMinutes(1))).Advice);

    [Fact]
    public void It_was_not_in_the_house() => Assert.Equal(
        "heater was not in the house at that time.",
        PastProjection.Of(House, "heater", DateTimeZone.Utc, At, new OutletPast(null, [], [], Asked)).Advice);

    private static OutletStanding Standing(Intent? manual, PowerState? seen) => new(
        new OutletName("heater"), IntentSlots.Empty.With(Layer.Manual, manual), seen is { } state ? new ObservedState(state, Seen) : null, null);

    private static HistoryLine Line(Instant at, string what, string to, string origin, long? run = null, string? detail = null) => new(
        House, 1, 0, new HistoryEntry(at, new PlugId("a"), OutletSlot.Whole, "heater", what, null, to, new Origin(origin), run is { } number ? new RunId(number) : null, detail));

    private static string Advice(OutletStanding standing, params ImmutableArray<HistoryLine> before) =>
        PastProjection.Of(House, "heater", DateTimeZone.Utc, At, new OutletPast(standing, before, [], Asked)).Advice;
}
