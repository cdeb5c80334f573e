using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>The table of DESIGN section 4, row by row.</summary>
public sealed class SessionPhaseTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);

    public static TheoryData<SessionPhase, string, SessionPhase> Table => new()
    {
        { SessionPhase.Unpaired, "keys agreed", SessionPhase.Handshaken },
        { SessionPhase.Expired, "keys agreed", SessionPhase.Handshaken },
        { SessionPhase.Handshaken, "connected, our MAC", SessionPhase.LoggedIn },
        { SessionPhase.Handshaken, "connected, another MAC", SessionPhase.Expired },
        { SessionPhase.Handshaken, "Dark", SessionPhase.Expired },
        { SessionPhase.Handshaken, "SessionLost", SessionPhase.Expired },
        { SessionPhase.Handshaken, "CredentialsRejected", SessionPhase.Expired },
        { SessionPhase.Handshaken, "Busy", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "SessionLost", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "Malformed", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "Dark", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "Transient", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "TransportChanged", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "WrongDevice", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "CompatibilityOff", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "Busy", SessionPhase.LoggedIn },
        { SessionPhase.LoggedIn, "Unsupported", SessionPhase.LoggedIn },
        { SessionPhase.LoggedIn, "disconnected", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "account changed", SessionPhase.Expired },
        { SessionPhase.LoggedIn, "read", SessionPhase.LoggedIn },
        { SessionPhase.LoggedIn, "sighted elsewhere", SessionPhase.LoggedIn },
        { SessionPhase.Unpaired, "Dark", SessionPhase.Unpaired },
        { SessionPhase.Unpaired, "sighted elsewhere", SessionPhase.Unpaired },
        { SessionPhase.Unpaired, "account changed", SessionPhase.Unpaired },
        { SessionPhase.Expired, "Dark", SessionPhase.Expired },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_session_goes_where_the_table_says(SessionPhase from, string on, SessionPhase to) =>
        Assert.Equal(to, Observe(In(from), on).Phase);

    [Theory]
    [InlineData("SessionLost")]
    [InlineData("Dark")]
    [InlineData("disconnected")]
    [InlineData("account changed")]
    public void A_session_that_ended_says_why_and_breaks_the_chain_of_readings(string on)
    {
        var ended = Observe(In(SessionPhase.LoggedIn), on);
        Assert.False(string.IsNullOrEmpty(ended.ExpiredBecause));
        Assert.All(ended.Outlets.Values, outlet => Assert.Equal(Continuity.Broken, outlet.Continuity));
        Assert.Equal(ended.ExpiredBecause, ended.Report(1, Now).ExpiredBecause);
    }

    [Theory]
    [InlineData(SessionPhase.LoggedIn)]
    [InlineData(SessionPhase.Handshaken)]
    public void An_account_that_changes_during_an_exchange_begins_a_new_session_and_waits_for_no_answer_of_the_old_one(SessionPhase phase)
    {
        var state = In(phase);
        state = Observe(state with { UnderWay = state.UnderWay ?? new PlugEffect.Read([]) }, "account changed");
        Assert.IsType<PlugEffect.Connect>(PlugDecision.Next(state, Now));
    }

    [Fact]
    public void Another_device_at_the_address_is_told_and_not_tried_there_again_at_once()
    {
        var state = Observe(In(SessionPhase.Handshaken), "connected, another MAC");
        Assert.Equal(FailureKind.WrongDevice, state.Problem?.Kind);
        Assert.Equal(SimulatedPlug.OurMac, state.Identity.Mac);
        Assert.IsType<PlugEffect.Probe>(PlugDecision.Next(state with { NextTryAt = Now }, Now));
        var probed = PlugObservation.Observe(state with { UnderWay = new PlugEffect.Probe(null) }, new PlugFact.ProbeEnded(), PlugPolicy.Usual, Now);
        Assert.IsNotType<PlugEffect.Connect>(PlugDecision.Next(probed with { NextTryAt = Now }, Now));
    }

    [Fact]
    public void Another_device_that_takes_the_place_of_one_in_session_is_met_anew()
    {
        var state = In(SessionPhase.LoggedIn);
        var successor = state.Assignment! with
        {
            Revision = state.Assignment.Revision + 1,
            Identity = new PlugIdentity(Usurper.Mac),
            Address = SimulatedPlug.SecondAddress,
        };
        state = PlugObservation.Observe(state, new PlugFact.Assigned(successor), PlugPolicy.Usual, Now);

        Assert.Equal(SessionPhase.Expired, state.Phase);
        Assert.Equal(Usurper.Mac, state.Identity.Mac);
        Assert.Null(state.Identity.DeviceId);
        var outlet = Assert.Single(state.Outlets.Values);
        Assert.Null(outlet.Reported);
        Assert.Equal(0, outlet.ProvenRevision);
        Assert.Equal(SimulatedPlug.SecondAddress, Assert.IsType<PlugEffect.Connect>(PlugDecision.Next(state, Now)).Address);
    }

    [Fact]
    public void A_session_is_given_up_before_its_lifetime_ends() =>
        Assert.IsType<PlugEffect.Disconnect>(PlugDecision.Next(In(SessionPhase.LoggedIn) with { SessionEnds = Now }, Now));

    [Fact]
    public void A_plug_that_heard_nothing_from_its_house_does_nothing() =>
        Assert.IsType<PlugEffect.Nothing>(PlugDecision.Next(PlugState.Unassigned, Now));

    [Fact]
    public void An_older_word_of_the_house_is_ignored()
    {
        var state = In(SessionPhase.LoggedIn);
        var older = state.Assignment! with { Revision = state.Assignment.Revision - 1, Name = new PlugName("stale") };
        Assert.Equal("lamp", PlugObservation.Observe(state, new PlugFact.Assigned(older), PlugPolicy.Usual, Now).Assignment!.Name.Value);
    }

    [Fact]
    public void A_sighting_of_another_plug_changes_nothing()
    {
        var state = In(SessionPhase.Expired);
        var other = new SimulatedPlug { Address = SimulatedPlug.SecondAddress }.Seen(Now) with { Mac = Usurper.Mac };
        Assert.Equal(state, PlugObservation.Observe(state, new PlugFact.SightingObserved(other), PlugPolicy.Usual, Now));
    }

    [Fact]
    public void A_sighting_while_logged_in_keeps_the_session_and_says_where_to_go_after_it()
    {
        var state = Observe(In(SessionPhase.LoggedIn), "sighted elsewhere");
        Assert.Equal(SessionPhase.LoggedIn, state.Phase);
        Assert.Equal(SimulatedPlug.SecondAddress, state.Address);
    }

    private static PlugState In(SessionPhase phase)
    {
        var simulation = new PlugSimulation();
        simulation.Want(PowerState.On);
        simulation.RunSeconds(5);
        Assert.Equal(SessionPhase.LoggedIn, simulation.State.Phase);
        return simulation.State with
        {
            Phase = phase,
            UnderWay = new PlugEffect.Connect(SimulatedPlug.FirstAddress, simulation.Plug.Offer),
        } switch
        {
            { Phase: SessionPhase.LoggedIn } open => open with { UnderWay = null },
            var other => other,
        };
    }

    private static PlugState Observe(PlugState state, string on)
    {
        PlugFact fact = on switch
        {
            "keys agreed" => new PlugFact.KeysAgreed(),
            "connected, our MAC" => new PlugFact.Connected(new SimulatedPlug().Read(), Now + Duration.FromHours(23), null),
            "connected, another MAC" => new PlugFact.Connected(Usurper.Reading(), Now + Duration.FromHours(23), null),
            "read" => new PlugFact.ReadingObserved(new SimulatedPlug().Read()),
            "disconnected" => new PlugFact.Disconnected("it was time"),
            "account changed" => new PlugFact.Assigned(state.Assignment! with { AccountOwner = OwnerHash.OfUser("new@example.com") }),
            "sighted elsewhere" => new PlugFact.SightingObserved(new SimulatedPlug { Address = SimulatedPlug.SecondAddress }.Seen(Now)),
            _ => new PlugFact.Failed(new Failure(Enum.Parse<FailureKind>(on), "It failed.")),
        };
        return PlugObservation.Observe(state, fact, PlugPolicy.Usual, Now);
    }
}
