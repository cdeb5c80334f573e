using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;

namespace TapoHive.Control.Tests.Gate;

/// <summary>Schedules over a real gate, with a real house behind it. It is Monday, 23 November 2026, noon in London.</summary>
public sealed class SchedulesAtTheGate : GateSpec
{
    private const string Schedules = """
        schedules {
          porch { from = "18:00", until = "23:00", on = lamp }
          night { at = "22:00", off = all, skip = holidays }
          frost { every = 4h, on = heater }
          spare { at = "05:00", on = heater, enabled = no }
        }
        calendars.holidays { dates = [ "2026-11-24" ] }
        """;

    private static readonly DateTimeOffset Noon = SampleHouse.Now.ToDateTimeOffset();

    [Fact]
    public async Task The_list_says_of_each_what_it_does_how_it_stands_and_what_became_of_it_last()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();
        await house.LiveUntilAsync(Instant.FromUtc(2026, 11, 23, 18, 0));
        await house.LiveUntilAsync(Instant.FromUtc(2026, 11, 24, 22, 40));

        var list = (await client.SchedulesAsync([], Cancel)).Schedules;
        var one = Assert.Single((await client.SchedulesAsync(["hillside/porch"], Cancel)).Schedules);

        Assert.Equal(["frost", "night", "porch", "spare"], list.Select(static schedule => schedule.Name).Order());
        Assert.Equal(list.Single(static schedule => schedule.Name == "porch"), one);
        Assert.Equal(("18:00 to 23:00", "from 18:00 until 23:00", "on lamp", "active"), (one.When, one.Words, one.Does, one.State));
        Assert.Equal(("2026-11-24T23:00:00Z", "2026-11-24T18:00:00Z"), (one.Next, one.LastDue));
        Assert.StartsWith("run ", one.Last, StringComparison.Ordinal);
        Assert.Equal("skipped: its calendar leaves the day out", Of(list, "night").Last);
        Assert.Equal(("at 22:00, not on days of holidays", "off all"), (Of(list, "night").Words, Of(list, "night").Does));
        Assert.Equal("2026-11-24T20:00:00Z", Of(list, "frost").LastDue);
        Assert.Equal("skipped: its grace was over when the hive learnt of it", Of(list, "frost").Last);
        Assert.Equal(("disabled", null, null), (Of(list, "spare").State, Of(list, "spare").Next, Of(list, "spare").Last));
    }

    [Fact]
    public async Task Next_shows_every_firing_and_says_which_are_left_out_and_why()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();
        await client.OrderAsync(Order(ScheduleOrder.Skip, "porch"), Cancel);
        await client.OrderAsync(Order(ScheduleOrder.Pause, "frost", until: Noon.AddHours(5)), Cancel);

        var firings = (await client.FiringsAsync([], Noon, Noon.AddDays(2), Cancel)).Firings;

        Assert.Equal(
            [
                "frost 2026-11-23T16:00:00Z on heater: paused",
                "porch 2026-11-23T18:00:00Z on lamp: skipped by order",
                "frost 2026-11-23T20:00:00Z on heater",
                "night 2026-11-23T22:00:00Z off all",
                "porch 2026-11-23T23:00:00Z off lamp",
                "frost 2026-11-24T00:00:00Z on heater",
            ],
            firings.Take(6).Select(static firing => $"{firing.Schedule} {firing.At} {firing.Selector}{(firing.Skipped ? $": {firing.Note}" : "")}"));
        var holiday = Assert.Single(firings, static firing => firing.At == "2026-11-24T22:00:00Z" && firing.Schedule == "night");
        Assert.Equal((true, "holidays has this day, and it is skipped"), (holiday.Skipped, holiday.Note));
        Assert.DoesNotContain(firings, static firing => firing.Schedule == "spare");
        Assert.All(await OfAsync(client, "night"), static firing => Assert.Equal("night", firing.Schedule));
    }

    [Fact]
    public async Task A_pause_shows_leaves_out_what_is_due_and_ends_when_somebody_says_so()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        var paused = await client.OrderAsync(Order(ScheduleOrder.Pause, "night"), Cancel);
        var again = await client.OrderAsync(Order(ScheduleOrder.Pause, "night", until: Noon.AddDays(4)), Cancel);
        var standing = Of((await client.SchedulesAsync([], Cancel)).Schedules, "night");
        await house.LiveUntilAsync(Instant.FromUtc(2026, 11, 23, 22, 0));
        var left = Of((await client.SchedulesAsync([], Cancel)).Schedules, "night");
        var resumed = await client.OrderAsync(Order(ScheduleOrder.Resume, "night"), Cancel);
        var twice = await RefusedAsync(client, Order(ScheduleOrder.Resume, "night"));

        Assert.Equal("night is paused until resumed", paused.Message);
        Assert.Equal("night is paused until 2026-11-27 12:00", again.Message);
        Assert.Equal(("paused", "2026-11-27T12:00:00Z"), (standing.State, standing.PausedUntil));
        Assert.Equal("skipped: paused", left.Last);
        Assert.Equal("night goes on", resumed.Message);
        Assert.Equal("Schedule 'night' is not paused by itself, nor to be skipped. 'tapohive schedule list' shows what is.", twice.Message);
        Assert.Equal("active", Of((await client.SchedulesAsync([], Cancel)).Schedules, "night").State);
    }

    [Fact]
    public async Task A_pause_of_the_house_has_exceptions()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        var paused = await client.OrderAsync(Order(ScheduleOrder.Pause, null, until: Noon.AddDays(41), except: "frost"), Cancel);
        var list = (await client.SchedulesAsync([], Cancel)).Schedules;
        var resumed = await client.OrderAsync(Order(ScheduleOrder.Resume, null), Cancel);

        Assert.Equal("all schedules but frost are paused until 2027-01-03 12:00", paused.Message);
        Assert.Equal(("active", "paused", "paused"), (Of(list, "frost").State, Of(list, "night").State, Of(list, "porch").State));
        Assert.Equal("the schedules go on", resumed.Message);
        Assert.Equal("The house is not paused. 'tapohive schedule list' shows what is.", (await RefusedAsync(client, Order(ScheduleOrder.Resume, null))).Message);
    }

    [Fact]
    public async Task A_skip_is_of_one_occurrence_and_can_be_taken_back()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        var skipped = await client.OrderAsync(Order(ScheduleOrder.Skip, "night"), Cancel);
        var twice = await RefusedAsync(client, Order(ScheduleOrder.Skip, "night"));
        var standing = Of((await client.SchedulesAsync([], Cancel)).Schedules, "night");
        await client.OrderAsync(Order(ScheduleOrder.Resume, "night"), Cancel);
        var taken = Of((await client.SchedulesAsync([], Cancel)).Schedules, "night");
        await client.OrderAsync(Order(ScheduleOrder.Skip, "night"), Cancel);
        await house.LiveUntilAsync(Instant.FromUtc(2026, 11, 23, 22, 0));
        var left = Of((await client.SchedulesAsync([], Cancel)).Schedules, "night");

        Assert.Equal("night leaves out its occurrence of 2026-11-23 22:00", skipped.Message);
        Assert.Equal("The next occurrence of schedule 'night' is to be skipped already. 'tapohive schedule resume night' takes that back.", twice.Message);
        Assert.Equal(("skipping", "active"), (standing.State, taken.State));
        Assert.Equal(("skipped: a person said so", "active"), (left.Last, left.State));
    }

    [Fact]
    public async Task Fire_carries_out_now_what_the_schedule_does_beside_its_occurrences()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        var fired = await client.OrderAsync(Order(ScheduleOrder.Fire, "hillside/porch"), Cancel);

        Assert.Matches("^porch is carried out now, as run [0-9]+$", fired.Message);
        var outlet = house.View.State[house.View.State.OutletsByName[new OutletName("lamp")]];
        Assert.Equal((PowerState.On, "operator:local"), (outlet.Intents.Schedule!.Wanted, outlet.Intents.Schedule.Origin.Value));
        Assert.Null(Of((await client.SchedulesAsync([], Cancel)).Schedules, "porch").Last);
    }

    [Theory]
    [InlineData(ScheduleOrder.Pause, "nigth", HiveFailure.NothingMatched, "There is no schedule 'nigth'; did you mean 'night'?")]
    [InlineData(ScheduleOrder.Skip, "cellar/night", HiveFailure.NothingMatched, "There is no house 'cellar'")]
    [InlineData(ScheduleOrder.Skip, "spare", HiveFailure.Invalid, "Schedule 'spare' is disabled, so there is nothing to skip.")]
    [InlineData(ScheduleOrder.Skip, null, HiveFailure.Invalid, "This is for one schedule: name it. 'tapohive schedule list' shows them.")]
    [InlineData(ScheduleOrder.Fire, null, HiveFailure.Invalid, "This is for one schedule: name it. 'tapohive schedule list' shows them.")]
    [InlineData(ScheduleOrder.Fire, "No Such Name", HiveFailure.NothingMatched, "There is no schedule 'No Such Name'")]
    public async Task What_makes_no_sense_is_refused_in_words(ScheduleOrder order, string? schedule, HiveFailure failure, string words)
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();
        var revision = house.View.State.Revision;

        var refused = await RefusedAsync(client, Order(order, schedule));

        Assert.Equal(failure, refused.Failure);
        Assert.StartsWith(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal(revision, house.View.State.Revision);
    }

    [Fact]
    public async Task A_pause_ends_in_the_future_and_spares_only_what_there_is()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        var past = await RefusedAsync(client, Order(ScheduleOrder.Pause, "night", until: Noon.AddMinutes(-1)));
        var unknown = await RefusedAsync(client, Order(ScheduleOrder.Pause, null, except: "forst"));
        var list = await Assert.ThrowsAsync<HiveException>(() => client.SchedulesAsync(["porsch"], Cancel));

        Assert.Equal("A pause ends in the future. Give a later --until, or none to pause until 'tapohive schedule resume'.", past.Message);
        Assert.Equal("There is no schedule 'forst'; did you mean 'frost'?", unknown.Message);
        Assert.Equal((HiveFailure.NothingMatched, "There is no schedule 'porsch'; did you mean 'porch'?"), (list.Failure, list.Message));
    }

    [Fact]
    public async Task What_people_write_is_read_on_the_clock_of_the_house()
    {
        // London is an hour ahead of UTC from 28 March 2027 on.
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        await client.OrderAsync(Order(ScheduleOrder.Pause, "night") with { UntilText = "2027-06-01T08:00" }, Cancel);
        var report = await client.SimulateAsync([], "2027-06-01", "2027-06-03", Cancel);
        var soon = await client.OrderAsync(Order(ScheduleOrder.Pause, "porch") with { UntilText = "3d" }, Cancel);
        var wrong = await RefusedAsync(client, Order(ScheduleOrder.Pause, "night") with { UntilText = "tomorrow" });

        Assert.Equal("2027-06-01T08:00:00+01:00", Of((await client.SchedulesAsync([], Cancel)).Schedules, "night").PausedUntil);
        Assert.Equal(("2027-06-01T00:00:00+01:00", "2027-06-03T00:00:00+01:00"), (report.From, report.To));
        Assert.Equal("porch is paused until 2026-11-26 12:00", soon.Message);
        Assert.Equal((HiveFailure.Invalid, "'tomorrow' is no moment such as 2026-12-24, 2026-12-24T17:00, 17:00 or 3d (from now)."), (wrong.Failure, wrong.Message));
        await Assert.ThrowsAsync<HiveException>(() => client.SimulateAsync([], "soon", null, Cancel));
    }

    [Theory]
    [InlineData(OperatorRole.View, false)]
    [InlineData(OperatorRole.Operate, true)]
    public async Task Who_may_only_look_orders_nothing(OperatorRole role, bool mayOrder)
    {
        await using var house = await OpenAsync(role);
        await using var client = await house.EnterAsync();
        var revision = house.View.State.Revision;

        await client.SchedulesAsync([], Cancel);
        await client.FiringsAsync([], Noon, Noon.AddDays(1), Cancel);
        await client.SimulateAsync([], Noon, Noon.AddDays(1), Cancel);
        ScheduleOrderRequest[] orders = [Order(ScheduleOrder.Pause, "night"), Order(ScheduleOrder.Resume, "night"), Order(ScheduleOrder.Skip, "night"), Order(ScheduleOrder.Fire, "night")];
        foreach (var order in orders)
        {
            if (mayOrder)
            {
                await client.OrderAsync(order, Cancel);
            }
            else
            {
                Assert.Equal(HiveFailure.NotAllowed, (await RefusedAsync(client, order)).Failure);
            }
        }

        Assert.Equal(mayOrder ? 4 : 0, house.View.State.Revision - revision);
    }

    [Fact]
    public async Task A_simulation_is_of_the_house_as_it_stands()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();
        await client.OrderAsync(Order(ScheduleOrder.Skip, "porch"), Cancel);

        var report = await client.SimulateAsync([], Noon, Noon.AddDays(2), Cancel);
        var one = await client.SimulateAsync(["porch"], Noon, Noon.AddDays(2), Cancel);

        Assert.Equal(
            ["2026-11-23T22:00:00Z Off schedule:night", "2026-11-24T18:00:00Z On schedule:porch", "2026-11-24T23:00:00Z Off schedule:porch"],
            report.Outlets.Single(static outlet => outlet.Name == "lamp").Changes.Select(static change => $"{change.At} {change.To} {change.Because}"));
        Assert.Contains(report.Firings, static firing => firing is { Schedule: "porch", At: "2026-11-23T18:00:00Z", Skipped: true, Note: "skipped: a person said so" });
        Assert.All(one.Firings, static firing => Assert.Equal("porch", firing.Schedule));
        Assert.Equal(5, one.Outlets.Single(static outlet => outlet.Name == "lamp").HoursOn);
        Assert.Null(Of((await client.SchedulesAsync([], Cancel)).Schedules, "porch").Last);
    }

    [Theory]
    [InlineData("2026-11-30", "2026-11-28", "The time asked for is empty: it ends before it begins. Write an earlier --from, or a later --to.")]
    [InlineData("2026-11-30", "2026-11-30", "The time asked for is empty: it ends before it begins. Write an earlier --from, or a later --to.")]
    [InlineData(null, "9999-12-31", "A simulation is of at most two years. Write a later --from, or an earlier --to.")]
    [InlineData("9999-12-31", null, "A simulation begins within ten years from now. Write an earlier --from.")]
    public async Task A_span_that_cannot_be_simulated_is_refused_and_not_made_another(string? from, string? to, string words)
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        var refused = await Assert.ThrowsAsync<HiveException>(() => client.SimulateAsync([], from, to, Cancel));

        Assert.Equal((HiveFailure.Invalid, words), (refused.Failure, refused.Message));
    }

    [Fact]
    public async Task Instants_of_a_program_are_held_to_the_same_span()
    {
        await using var house = await OpenAsync();
        await using var client = await house.EnterAsync();

        var reversed = await Assert.ThrowsAsync<HiveException>(() => client.SimulateAsync([], Noon, Noon.AddDays(-2), Cancel));
        var endless = await Assert.ThrowsAsync<HiveException>(() => client.SimulateAsync([], Noon, Noon.AddDays(733), Cancel));

        Assert.StartsWith("The time asked for is empty", reversed.Message, StringComparison.Ordinal);
        Assert.StartsWith("A simulation is of at most two years", endless.Message, StringComparison.Ordinal);
    }

    private static ScheduleOrderRequest Order(ScheduleOrder order, string? schedule, DateTimeOffset? until = null, params ImmutableArray<string> except) =>
        new(0, order, schedule, null, except, until);

    private static ScheduleStanding Of(ImmutableArray<ScheduleStanding> list, string name) => list.Single(schedule => schedule.Name == name);

    private static async Task<ImmutableArray<ScheduleFiring>> OfAsync(HiveClient client, string schedule) =>
        (await client.FiringsAsync([schedule], Noon, Noon.AddDays(3), Cancel)).Firings;

    private static Task<HiveException> RefusedAsync(HiveClient client, ScheduleOrderRequest order) =>
        Assert.ThrowsAsync<HiveException>(() => client.OrderAsync(order, Cancel));

    private Task<LivingHouse> OpenAsync(OperatorRole role = OperatorRole.Administer) => LivingHouse.OpenAsync(Sys, Schedules, role);
}
