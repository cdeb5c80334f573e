using System.Net;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>When meters are looked at: along with everything else, sooner after a change, and never in the way of a command.</summary>
public sealed class MeteringPlanTests
{
    private static readonly PlugPolicy Policy = PlugPolicy.Usual with { InspectAfter = null, MeterAfter = Duration.FromSeconds(3) };
    private Instant _now = Morning;
    private PlugState _state = PlugState.Unassigned;

    public MeteringPlanTests()
    {
        See(new PlugFact.Assigned(Assignment(null)));
        See(new PlugFact.Connected(Reading(PowerState.Off), Instant.MaxValue, null));
    }

    [Fact]
    public void A_plug_is_asked_once_which_of_its_outlets_measure()
    {
        Assert.IsType<PlugEffect.FindMeters>(NextExchange());
        See(new PlugFact.MetersFound([]));
        for (var i = 0; i < 10; i++)
        {
            var read = Assert.IsType<PlugEffect.Read>(NextExchange());
            Assert.Empty(read.Meters);
            See(new PlugFact.ReadingObserved(Reading(PowerState.Off)));
        }

        See(new PlugFact.Connected(Reading(PowerState.Off), Instant.MaxValue, null));
        Assert.IsType<PlugEffect.Read>(NextExchange());
    }

    [Fact]
    public void Other_firmware_may_have_other_meters()
    {
        NextExchange();
        See(new PlugFact.MetersFound([]));
        See(new PlugFact.Connected(Reading(PowerState.Off) with { Firmware = "1.4.0" }, Instant.MaxValue, null));
        Assert.IsType<PlugEffect.FindMeters>(NextExchange());
    }

    [Fact]
    public void A_plug_that_does_not_know_the_question_does_not_measure()
    {
        NextExchange();
        See(new PlugFact.Failed(new Failure(FailureKind.Unsupported, "unknown method")));
        Assert.Equal((0, null), (_state.Meters.Slots!.Value.Length, _state.Problem));
    }

    [Fact]
    public void A_meter_is_read_along_with_the_plug()
    {
        Metered();
        Assert.Equal([OutletSlot.Whole], Assert.IsType<PlugEffect.Read>(NextExchange()).Meters);
    }

    [Fact]
    public void A_command_is_sent_and_proven_before_any_meter_is_looked_at()
    {
        Metered();
        See(new PlugFact.SeriesAsked(new SeriesQuestion(OutletSlot.Whole, Morning, Morning + Duration.FromHours(1))));
        _now += Duration.FromMinutes(1);
        See(new PlugFact.Assigned(Assignment(new Desired(PowerState.On, 2))));

        Assert.IsType<PlugEffect.Send>(NextExchange());
        See(new PlugFact.Switched([], Reading(PowerState.Off)));
        Assert.IsNotType<PlugEffect.ReadSeries>(NextExchange());
        See(new PlugFact.Switched([], Reading(PowerState.On)));
        Assert.IsType<PlugEffect.ReadSeries>(NextExchange());
    }

    [Fact]
    public void After_a_change_it_is_looked_at_more_often_for_a_minute_and_not_again_for_five()
    {
        Metered();
        var pauses = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var before = _now;
            NextExchange();
            pauses.Add((_now - before).TotalSeconds);

            // It never stops changing, as a washing machine does.
            See(new PlugFact.ReadingObserved(Reading(PowerState.On), [Energy(100 + (i % 7 * 50))]));
        }

        // A minute in five: asked every few seconds all day some plugs fall over.
        Assert.InRange(pauses.Count(static pause => pause < 6), 10, 36);
        Assert.All(pauses.Skip(1), static pause => Assert.InRange(pause, 4.4, 16.6));
        Assert.All(Enumerable.Range(0, pauses.Count - 25), start => Assert.Contains(pauses.Skip(start).Take(25), static pause => pause > 13));
    }

    [Fact]
    public void A_record_is_asked_for_once_whatever_comes_of_it()
    {
        Metered();
        var question = new SeriesQuestion(OutletSlot.Whole, Morning, Morning + Duration.FromHours(1));
        See(new PlugFact.SeriesAsked(question));
        Assert.Equal(new PlugEffect.ReadSeries(question), Until<PlugEffect.ReadSeries>());
        See(new PlugFact.Failed(new Failure(FailureKind.Transient, "lost", Delivery.Unknown)));
        Assert.Empty(_state.Meters.Questions);
    }

    [Fact]
    public void Through_a_relay_that_is_open_nothing_flows_whether_or_not_the_meter_was_asked()
    {
        Metered();
        var fact = new PlugFact.ReadingObserved(Reading(PowerState.Off));
        var (slot, sample) = Assert.Single(MeterLooks.Of(_state, fact, _now));
        Assert.Equal((OutletSlot.Whole, new Power(0), true), (slot, sample.Power, sample.IsInferred));
        Assert.Empty(MeterLooks.Of(_state, new PlugFact.ReadingObserved(Reading(PowerState.On)), _now));
    }

    [Fact]
    public void Nonsense_is_not_taken_for_power()
    {
        Metered();
        var fact = new PlugFact.ReadingObserved(Reading(PowerState.On), [Energy(0) with { Power = new Power(long.MaxValue), Month = new ElectricEnergy(-7) }]);
        var sample = Assert.Single(MeterLooks.Of(_state, fact, _now)).Sample;
        Assert.Equal((null, null), (sample.Power, sample.Month));
    }

    private void Metered()
    {
        Assert.IsType<PlugEffect.FindMeters>(NextExchange());
        See(new PlugFact.MetersFound([OutletSlot.Whole]));
        NextExchange();
        See(new PlugFact.ReadingObserved(Reading(PowerState.Off), [Energy(0)]));
    }

    private PlugEffect Until<T>()
    {
        for (var i = 0; i < 5; i++)
        {
            if (NextExchange() is T found)
            {
                return (PlugEffect)(object)found;
            }

            See(new PlugFact.ReadingObserved(Reading(PowerState.Off)));
        }

        throw new InvalidOperationException($"No {typeof(T).Name} came.");
    }

    private PlugEffect NextExchange()
    {
        while (PlugDecision.Next(_state, _now) is PlugEffect.WaitUntil wait)
        {
            _now = wait.When;
        }

        var effect = PlugDecision.Next(_state, _now);
        _state = PlugObservation.Observe(_state, new PlugFact.Began(effect), Policy, _now);
        return effect;
    }

    private void See(PlugFact fact) => _state = PlugObservation.Observe(_state, fact, Policy, _now);

    private static PlugReading Reading(PowerState state) => new(
        MacOf(1), new DeviceId("8022"), "P110", "1.3.0", "", -50, [new OutletReading(OutletSlot.Whole, "", state, null, Protection.None)]);

    private static EnergyReading Energy(int watts) => new(OutletSlot.Whole, Power.FromWatts(watts), null, null, null, new ElectricEnergy(12), null, null, null);

    private static PlugAssignment Assignment(Desired? desired) => new(
        new PlugId(MacOf(1).ToString()), new HouseName("hillside"), new PlugName("washer"), new PlugIdentity(MacOf(1)), new AccountName("default"), OwnerHash.OfUser("me@example.com"),
        new PlugAddress(IPAddress.Parse("192.0.2.1"), 80), new TransportOffer(Transport.Klap, 80), PressPolicy.Follow, [new OutletAssignment(OutletSlot.Whole, desired)], desired?.Revision ?? 1);
}
