using System.Collections.Immutable;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Invariants;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Chaos;

/// <summary>Each invariant holds in a good history, and is broken by a bad one: checkers that cannot fail prove nothing.</summary>
public sealed class InvariantTests
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 1, 5, 8, 0);
    private static readonly Mac Lamp = Mac.FromBits(0x00005E005301);
    private static readonly Mac Fan = Mac.FromBits(0x00005E005302);
    private static readonly Mac Stranger = Mac.FromBits(0x00005E0053FF);

    /// <summary>The lamp is switched on for ten seconds, the fan toggled; both happen, the lamp goes off again, all is shown as it is.</summary>
    private static History Good { get; } = new()
    {
        Journal =
        [
            new HouseApplied(Morning, Definition(), "chaos.conf", "1"),
            Run(At(1), "on", PowerState.On, Lamp, "lamp", At(11)),
            Run(At(2), "toggle", PowerState.On, Fan, "fan"),
            new IntentsEnded(At(11), [new EndedIntent(new PlugId(Lamp.ToString()), OutletSlot.Whole, Layer.Manual)]),
        ],
        Commands = [new Command("operator:on", "on", [new OutletName("lamp")], 2), new Command("operator:toggle", "toggle", [new OutletName("fan")], 3)],
        Writes = [new Write(At(1), Lamp, OutletSlot.Whole, Lamp, false), new Write(At(2), Fan, OutletSlot.Whole, null, false)],
        Movements =
        [
            new Movement(At(1.01), Lamp, OutletSlot.Whole, PowerState.On, MovedBy.Command, At(1)),
            new Movement(At(2.01), Fan, OutletSlot.Whole, PowerState.On, MovedBy.Command),
            new Movement(At(11.01), Lamp, OutletSlot.Whole, PowerState.Off, MovedBy.Command, At(11)),
        ],
        Lives = [new Life(Morning, At(60))],
        Standings =
        [
            new Standing(new OutletName("lamp"), PowerState.Off, PowerState.Off, PowerState.Off, true, null),
            new Standing(new OutletName("fan"), PowerState.On, PowerState.On, PowerState.On, true, null),
        ],
        Counts = [new Count("links", 2, 2)],
        End = At(60),
    };

    public static TheoryData<string, string> Bad => new()
    {
        { "a command reached a device of nobody", "no command for the wrong device" },
        { "a command for the fan reached the lamp", "no command for the wrong device" },
        { "the lamp was moved before anybody asked", "no relay moved by a command that nobody wanted" },
        { "the fan was moved off", "no relay moved by a command that nobody wanted" },
        { "the lamp was moved on after its end", "no late intent applied" },
        { "the toggle ran twice", "no toggle repeated" },
        { "the fan was moved back and forth", "no relay moved more often than there was reason to" },
        { "an accepted run is not in the journal", "no intent lost" },
        { "an accepted run has somebody else's number", "no intent lost" },
        { "an accepted run left out an outlet", "no intent lost" },
        { "the end came ten seconds late", "no end forgotten" },
        { "the end never came", "no end forgotten" },
        { "the end was not made up for after a kill", "no end forgotten" },
        { "a scene's second step overrules a newer wish", "no newer wish overruled by a scene's later step" },
        { "the fan is called on and never was", "a proof is true when it is given" },
        { "a schedule fired twice for one occurrence", "no occurrence carried out twice" },
        { "a schedule was due and nobody looked", "no occurrence forgotten" },
        { "the fan may be on for a while only", "no outlet left on for longer than it may be" },
        { "a window began and never ended", "no occurrence forgotten" },
        { "the fan is off", "every reachable plug converged at the end" },
        { "the fan is shown off", "every reachable plug converged at the end" },
        { "the fan is never proven", "every reachable plug converged at the end" },
        { "the fan keeps a problem", "every reachable plug converged at the end" },
        { "links pile up", "no leak" },
    };

    [Fact]
    public void A_good_history_breaks_nothing() => Assert.Empty(Invariant.Check(Good));

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_one_breaks_what_it_should(string what, string invariant) =>
        Assert.Contains(Invariant.Check(Spoil(what)), broken => broken.StartsWith($"[{invariant}]", StringComparison.Ordinal));

    [Fact]
    public void Every_invariant_is_broken_by_some_bad_history() => Assert.Equal(
        Invariant.All.Select(static invariant => invariant.Name).Order(StringComparer.Ordinal),
        Bad.Select(static row => row.Data.Item2).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void A_healthy_plug_that_waits_for_sick_ones_is_noticed()
    {
        HashSet<Mac> healthy = [Fan];
        Assert.Empty(Delaying.Healthy(Good, Good, healthy, Duration.FromMilliseconds(10)));

        var delayed = Good with { Movements = [.. Good.Movements.Select(static moved => moved.Device == Fan ? moved with { At = moved.At + Duration.FromSeconds(2) } : moved)] };
        Assert.NotEmpty(Delaying.Healthy(delayed, Good, healthy, Duration.FromMilliseconds(10)));
        var less = Good with { Movements = [.. Good.Movements.Where(static moved => moved.Device != Fan)] };
        Assert.NotEmpty(Delaying.Healthy(less, Good, healthy, Duration.FromMilliseconds(10)));
    }

    [Theory]
    [InlineData(10.98, false)]
    [InlineData(10, true)]
    public void An_end_that_a_newer_wish_took_away_is_carried_out_only_while_nobody_can_have_heard_of_that(double newer, bool isBroken)
    {
        var ended = Good with
        {
            Journal = [.. Good.Journal[..3], Run(At(newer), "on", PowerState.On, Lamp, "lamp")],
            Movements = Good.Movements.Add(new Movement(At(11.1), Lamp, OutletSlot.Whole, PowerState.On, MovedBy.Command, At(11.1))),
        };
        string[] about = ["[no relay moved by a command that nobody wanted]", "[no relay moved more often than there was reason to]"];
        Assert.All(about, invariant => Assert.Equal(isBroken, Invariant.Check(ended).Any(broken => broken.StartsWith(invariant, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(2.1, PowerState.On, false)]
    [InlineData(25, PowerState.Off, true)]
    public void What_is_on_for_too_long_counts_through_a_power_cut_that_the_house_did_not_see(double at, PowerState seen, bool isBroken)
    {
        var observed = new StateObserved(new PlugId(Fan.ToString()), OutletSlot.Whole, seen, At(at), "unknown");
        var limited = Good with
        {
            Journal = [new HouseApplied(Morning, Definition(Duration.FromSeconds(30)), "chaos.conf", "1"), .. Good.Journal[1..], new StatesObserved(At(at), [observed])],
            Movements = Good.Movements.AddRange(
                new Movement(At(24), Fan, OutletSlot.Whole, PowerState.Off, MovedBy.Other),
                new Movement(At(26), Fan, OutletSlot.Whole, PowerState.On, MovedBy.Other),
                new Movement(At(32.1), Fan, OutletSlot.Whole, PowerState.Off, MovedBy.Command)),
        };
        Assert.Equal(isBroken, Invariant.Check(limited).Any(static broken => broken.StartsWith("[no relay moved by a command that nobody wanted]", StringComparison.Ordinal)));
    }

    private static History Spoil(string what) => what switch
    {
        "a command reached a device of nobody" => Good with { Writes = [new Write(At(5), Stranger, OutletSlot.Whole, null, false)] },
        "a command for the fan reached the lamp" => Good with { Writes = [new Write(At(5), Lamp, OutletSlot.Whole, Fan, false)] },
        "the lamp was moved before anybody asked" => Moved(At(0.5), Lamp, PowerState.On),
        "the fan was moved off" => Moved(At(5), Fan, PowerState.Off),
        "the lamp was moved on after its end" => Moved(At(20), Lamp, PowerState.On),
        "the toggle ran twice" => Good with { Journal = Good.Journal.Add(Run(At(30), "toggle", PowerState.Off, Fan, "fan")) },
        "the fan was moved back and forth" => Good with { Movements = Good.Movements.AddRange(Enumerable.Repeat(Good.Movements[1], 3)) },
        "an accepted run is not in the journal" => Good with { Commands = Good.Commands.Add(new Command("operator:lost", "on", [new OutletName("fan")], 5)) },
        "an accepted run has somebody else's number" => Good with { Commands = [Good.Commands[0] with { Run = 3 }] },
        "an accepted run left out an outlet" => Good with { Commands = [Good.Commands[0] with { Outlets = [new OutletName("lamp"), new OutletName("fan")] }] },
        "the end came ten seconds late" => Good with { Journal = [.. Good.Journal.Select(static happened => happened is IntentsEnded ended ? ended with { At = At(21) } : happened)] },
        "the end never came" => Good with { Journal = Good.Journal[..3] },
        "the end was not made up for after a kill" => Good with { Journal = Good.Journal[..3], Lives = [new Life(Morning, At(9)), new Life(At(40), At(60))] },
        "a scene's second step overrules a newer wish" => Good with
        {
            Journal = Good.Journal.AddRange(
                new RunPlanned(At(20), "scene", Origin.Operator("scene"), Duration.FromSeconds(20), new SceneName("scene"), Layer.Manual, [], FailurePolicy.Continue),
                Run(At(21), "off", PowerState.Off, Fan, "fan"),
                new StepBegan(At(22), new RunId(5), 1, Origin.Operator("scene"), [new RunIntent(new OutletName("fan"), new PlugId(Fan.ToString()), OutletSlot.Whole, PowerState.On)])),
        },
        "the fan is called on and never was" => Good with
        {
            Journal = Good.Journal.Add(new RunSettled(At(3), new RunEvidence(
                new RunId(3), "toggle", RunOutcome.Converged, At(2), At(3), [new OutletEvidence(new OutletName("fan"), PowerState.On, OutletOutcome.Converged, At(3), 1, null)]))),
            Movements = [Good.Movements[0], Good.Movements[2]],
        },
        "a schedule fired twice for one occurrence" => Good with { Journal = Good.Journal.AddRange(Fired(At(20)), Fired(At(20))) },
        "a schedule was due and nobody looked" => Good with { Journal = Good.Journal.SetItem(0, new HouseApplied(Morning, Definition() with { Schedules = [Pulse] }, "chaos.conf", "1")) },
        "the fan may be on for a while only" => Good with { Journal = Good.Journal.SetItem(0, new HouseApplied(Morning, Definition(Duration.FromSeconds(30)), "chaos.conf", "1")) },
        "a window began and never ended" => Good with
        {
            Journal = Good.Journal.SetItem(0, new HouseApplied(Morning, Definition() with { Schedules = [Evening] }, "chaos.conf", "1"))
                .Add(Fired(At(20)) with { Occurrence = new RunOccurrence(Evening.Name, OccurrenceKey.Of(new LocalDate(2026, 1, 5), WindowEdge.Start), At(20)) }),
        },
        "the fan is off" => Stands(static fan => fan with { Truth = PowerState.Off, Shown = PowerState.Off }),
        "the fan is shown off" => Stands(static fan => fan with { Shown = PowerState.Off }),
        "the fan is never proven" => Stands(static fan => fan with { Proven = false }),
        "the fan keeps a problem" => Stands(static fan => fan with { Trouble = "It is dark." }),
        "links pile up" => Good with { Counts = [new Count("links", 3, 2)] },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Not a bad history."),
    };

    private static ScheduleDefinition Pulse { get; } = new(
        new ScheduleName("pulse"), new ScheduleTiming.Every(Duration.FromSeconds(10)), new ScheduleAction.Set(["fan"], []), [], null, null, null, ScheduleDefinition.UsualGrace);

    private static ScheduleDefinition Evening { get; } = Pulse with
    {
        Name = new ScheduleName("evening"),
        When = new ScheduleTiming.Window(Moment.FromText("2026-01-05T08:00:20"), Moment.FromText("2026-01-05T08:00:40")),
    };

    private static RunStarted Fired(Instant due) => Run(due, "on", PowerState.On, Fan, "fan") with
    {
        Origin = Origin.Schedule(Pulse.Name),
        Layer = Layer.Schedule,
        Occurrence = new RunOccurrence(Pulse.Name, OccurrenceKey.Of(due), due),
    };

    private static History Stands(Func<Standing, Standing> change) => Good with { Standings = [Good.Standings[0], change(Good.Standings[1])] };

    private static History Moved(Instant at, Mac device, PowerState to) =>
        Good with { Movements = Good.Movements.Add(new Movement(at, device, OutletSlot.Whole, to, MovedBy.Command, at)) };

    private static Instant At(double seconds) => Morning + Duration.FromSeconds(seconds);

    private static RunStarted Run(Instant at, string verb, PowerState wanted, Mac device, string name, Instant? until = null) => new(
        at,
        verb,
        new Origin($"operator:{verb}"),
        Duration.FromSeconds(20),
        until,
        Holding.UntilNextOccurrence,
        [new RunIntent(new OutletName(name), new PlugId(device.ToString()), OutletSlot.Whole, wanted)]);

    private static HouseDefinition Definition(Duration? limit = null) => new(
        new HouseName("chaos"),
        "Europe/London",
        [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
        DiscoveryDefinition.Usual,
        PressPolicy.Follow,
        [Listed("lamp", Lamp), Listed("fan", Fan) with { MaxOn = limit }]);

    private static PlugDefinition Listed(string name, Mac mac) =>
        new(new PlugName(name), mac, null, null, new AccountName("default"), null, ImmutableArray<string>.Empty, Protect.No, null, null, []);
}
