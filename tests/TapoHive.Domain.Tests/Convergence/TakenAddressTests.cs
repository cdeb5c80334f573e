using System.Net;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>Another device has a plug's address: what it says is not taken for the plug's own word.</summary>
public sealed class TakenAddressTests
{
    private static readonly PlugState Refused = PlugState.Unassigned with
    {
        Assignment = new PlugSimulation().Assignment,
        Phase = SessionPhase.Expired,
        Address = SimulatedPlug.FirstAddress,
        RefusedAt = [SimulatedPlug.FirstAddress],
        Quarantine = Quarantine.Quarantined,
        Identity = new PlugIdentity(SimulatedPlug.OurMac),
    };

    [Theory]
    [InlineData(Transport.Aes)]
    [InlineData(Transport.Tpap)]
    public void A_refusal_by_whoever_took_the_address_is_not_the_plugs(Transport transport)
    {
        var hive = Displaced(transport, static plug => plug.Usurper!.Refuses = true);
        hive.Want(PowerState.Off);
        for (var i = 0; i < 50; i++)
        {
            hive.RunSeconds(0.1);
            Assert.NotEqual(FailureKind.CredentialsRejected, hive.State.Problem?.Kind);
        }

        Assert.True(hive.Converged());
    }

    [Fact]
    public void Such_a_refusal_is_forgotten_though_the_plug_is_seen_elsewhere_only_later()
    {
        var hive = Displaced(Transport.Aes, static plug => plug.Usurper!.Refuses = plug.SilentInDiscovery = true);
        hive.Want(PowerState.Off);
        hive.Run(Duration.FromMinutes(10));
        Assert.Equal(FailureKind.CredentialsRejected, hive.State.Problem?.Kind);
        Assert.Equal(Quarantine.Quarantined, hive.State.Quarantine);

        hive.See();
        hive.RunSeconds(2);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void What_discovery_says_of_the_address_spares_whoever_is_there_a_connection()
    {
        var hive = Displaced(Transport.Klap, static plug =>
        {
            plug.SilentInDiscovery = plug.Usurper!.IsSeen = true;
            plug.Usurper.Speaks = Transport.Aes;
        });
        hive.Effects.Clear();
        hive.Want(PowerState.Off);
        hive.Run(Duration.FromMinutes(4));

        Assert.Single(hive.Connects);
        Assert.Equal(FailureKind.WrongDevice, hive.State.Problem?.Kind);
        Assert.Contains(Usurper.Mac.ToString(), hive.State.Problem!.Message, StringComparison.Ordinal);

        hive.Plug.SilentInDiscovery = false;
        hive.Run(Duration.FromMinutes(2));
        Assert.True(hive.Converged());
        Assert.Null(hive.State.Problem);
    }

    [Fact]
    public void A_refusal_that_arrives_after_the_plug_was_seen_elsewhere_is_another_devices()
    {
        var hive = Displaced(Transport.Aes, static plug => plug.Usurper!.Refuses = true);
        hive.Want(PowerState.Off);
        hive.RunSeconds(0.03);
        Assert.Equal(SimulatedPlug.FirstAddress, Assert.IsType<PlugEffect.Connect>(hive.State.UnderWay).Address);
        hive.See();
        hive.RunSeconds(0.1);
        Assert.Equal((FailureKind.Transient, Quarantine.None), (hive.State.LastFailure!.Kind, hive.State.Quarantine));
        hive.RunSeconds(3);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_wrong_password_is_shown_a_few_times_only_though_the_plug_is_seen_at_ever_other_addresses()
    {
        var hive = Displaced(Transport.Aes, static plug => plug.Usurper = null);
        hive.Plug.RefusesAccount = true;
        for (var i = 0; i < 20; i++)
        {
            hive.Plug.Address = new PlugAddress(new IPAddress([192, 0, 2, (byte)(100 + (i % 10))]), 80);
            hive.See();
            hive.Run(Duration.FromMinutes(10));
        }

        Assert.Equal(3, hive.Plug.RefusedLogins);
        Assert.Equal(FailureKind.CredentialsRejected, hive.State.Problem?.Kind);

        hive.Plug.RefusesAccount = false;
        hive.Retry();
        hive.RunSeconds(3);
        Assert.Equal(SessionPhase.LoggedIn, hive.State.Phase);
    }

    [Fact]
    public void Nor_is_it_shown_more_often_though_another_device_and_the_plug_are_seen_at_one_address_in_turns()
    {
        var hive = Displaced(Transport.Aes, static plug => plug.Usurper = null);
        hive.Plug.RefusesAccount = true;
        for (var i = 0; i < 20; i++)
        {
            hive.See();
            hive.Run(Duration.FromMinutes(10));
            hive.Observe(new PlugFact.SightingObserved(hive.Plug.Seen(hive.Now) with { Mac = Usurper.Mac }));
        }

        Assert.Equal(3, hive.Plug.RefusedLogins);
    }

    [Theory]
    [InlineData(Binding.FactoryDefault, false)]
    [InlineData(Binding.Bound, true)]
    public void Only_another_address_shows_that_a_refusal_was_another_devices(Binding binding, bool moved)
    {
        var plug = new SimulatedPlug { Address = moved ? SimulatedPlug.SecondAddress : SimulatedPlug.FirstAddress };
        var sighted = new PlugFact.SightingObserved(plug.Seen(Instant.MinValue) with { Binding = binding });
        var after = PlugObservation.Observe(Refused, sighted, PlugPolicy.Usual, Instant.MinValue);

        Assert.Equal(Quarantine.None, after.Quarantine);
        Assert.Equal(moved, RefusalObservation.WasAnothers(Refused, sighted, after));
    }

    [Fact]
    public void A_refusal_at_an_address_where_another_device_is_seen_was_that_devices()
    {
        var sighted = new PlugFact.SightingObserved(new Usurper(SimulatedPlug.FirstAddress).Seen(Instant.MinValue));
        var after = PlugObservation.Observe(Refused, sighted, PlugPolicy.Usual, Instant.MinValue);

        Assert.Equal(Quarantine.None, after.Quarantine);
        Assert.True(RefusalObservation.WasAnothers(Refused, sighted, after));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_refusal_of_the_account_that_a_plug_had_before_is_its_own_unless_it_was_seen_elsewhere(bool elsewhere)
    {
        var before = PlugState.Unassigned with
        {
            Assignment = new PlugSimulation().Assignment with { AccountOwner = SimulatedPlug.OtherOwner },
            Phase = SessionPhase.Handshaken,
            Address = elsewhere ? SimulatedPlug.SecondAddress : SimulatedPlug.FirstAddress,
            UnderWay = new PlugEffect.Connect(SimulatedPlug.FirstAddress, new TransportOffer(Transport.Aes, 80)),
            UnderWayFor = SimulatedPlug.OurOwner,
        };
        var refused = new PlugFact.Failed(new Failure(FailureKind.CredentialsRejected, "It was refused."));
        var after = PlugObservation.Observe(before, refused, PlugPolicy.Usual, Instant.MinValue);

        Assert.Equal((FailureKind.Transient, Quarantine.None), (after.LastFailure!.Kind, after.Quarantine));
        Assert.Equal(elsewhere, RefusalObservation.WasAnothers(before, refused, after));
    }

    [Fact]
    public void Where_another_identifier_answers_at_the_address_it_is_another_device()
    {
        var state = PlugState.Unassigned with
        {
            Assignment = new PlugSimulation().Assignment,
            Phase = SessionPhase.Expired,
            Address = SimulatedPlug.FirstAddress,
            Identity = new PlugIdentity(null, SimulatedPlug.OurDeviceId),
        };
        var other = new SimulatedPlug().Seen(Instant.MinValue) with { Mac = Usurper.Mac };
        state = PlugObservation.Observe(state, new PlugFact.SightingObserved(other), PlugPolicy.Usual, Instant.MinValue);
        Assert.Equal(SimulatedPlug.FirstAddress, state.ForeignAddress);
        Assert.Null(state.Identity.Mac);
    }

    /// <summary>A plug that was on, lost its session and went to its second address, while another device got its first.</summary>
    private static PlugSimulation Displaced(Transport transport, Action<SimulatedPlug> world)
    {
        var hive = new PlugSimulation();
        hive.Plug.Transport = transport;
        hive.See();
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        hive.Plug.HasSession = false;
        (hive.Plug.Usurper, hive.Plug.Address) = (new Usurper(SimulatedPlug.FirstAddress), SimulatedPlug.SecondAddress);
        world(hive.Plug);
        return hive;
    }
}
