using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>What is done about each kind of failure, how long it takes, and what people are told.</summary>
public sealed class FailureTests
{
    [Fact]
    public void A_dark_plug_is_probed_told_and_tried_with_growing_bounded_pauses()
    {
        var hive = Wanting(plug => plug.Dark = plug.SilentInDiscovery = true);
        hive.Run(Duration.FromMinutes(20));
        Assert.Equal(FailureKind.Dark, hive.State.Problem?.Kind);
        var gaps = hive.Connects.Zip(hive.Connects.Skip(1), (a, b) => b - a).ToList();
        Assert.True(gaps[0] < Duration.FromSeconds(5));
        Assert.True(gaps[4] > gaps[0]);
        Assert.All(gaps, gap => Assert.True(gap <= Duration.FromSeconds(80)));
        Assert.InRange(hive.Connects.Count(), 15, 40);
        Assert.Contains(hive.Effects, e => e.Effect is PlugEffect.Probe);
        hive.Plug.Heal();
        hive.RunSeconds(90);
        Assert.True(hive.Converged());
        Assert.Null(hive.State.Problem);
    }

    [Fact]
    public void One_missed_answer_is_no_problem_yet()
    {
        var hive = Wanting(static _ => { });
        hive.RunSeconds(5);
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.DroppedBeforeApplying);
        hive.Want(PowerState.Off);
        hive.RunSeconds(0.1);
        Assert.Equal(FailureKind.Transient, hive.State.LastFailure?.Kind);
        Assert.Null(hive.State.Problem);
        hive.RunSeconds(3);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_command_that_never_reached_the_plug_is_no_attempt_and_waits_for_none()
    {
        var hive = Wanting(static _ => { });
        hive.RunSeconds(5);
        hive.Plug.HasSession = false;
        hive.Want(PowerState.Off);
        hive.RunSeconds(0.03);
        var outlet = Assert.Single(hive.State.Outlets.Values);
        Assert.Equal(FailureKind.SessionLost, hive.State.LastFailure?.Kind);
        Assert.Equal(0, outlet.Attempts);
        Assert.Empty(outlet.Unresolved);
        Assert.True(outlet.NextWriteAt <= hive.Now);
    }

    [Fact]
    public void A_new_wish_cuts_a_pause_short_but_never_below_a_second()
    {
        var hive = Wanting(plug => plug.Dark = plug.SilentInDiscovery = true);
        hive.Run(Duration.FromMinutes(10));
        hive.RunSeconds(5);
        for (var i = 0; i < 200; i++)
        {
            hive.After(Duration.FromMilliseconds(i * 50), () => hive.Want(PowerState.On));
        }

        var tries = hive.Connects.Count();
        hive.RunSeconds(10);
        Assert.InRange(hive.Connects.Count() - tries, 2, 5);
        var after = hive.Effects.Where(e => e.Effect is PlugEffect.Connect or PlugEffect.Probe).Select(e => e.At).TakeLast(4).ToList();
        Assert.True(after[^1] - after[0] >= Duration.FromSeconds(1));
    }

    [Fact]
    public void A_new_wish_never_makes_a_pause_longer()
    {
        var hive = Wanting(static _ => { });
        hive.RunSeconds(5);
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.DroppedBeforeApplying);
        hive.Want(PowerState.Off);
        hive.RunSeconds(0.1);
        var pause = hive.State.NextTryAt;
        Assert.True(pause > hive.Now);
        hive.Want(PowerState.Off);
        Assert.True(hive.State.NextTryAt <= pause);
    }

    [Fact]
    public void A_plug_that_asks_for_patience_gets_it_even_against_a_new_wish()
    {
        var hive = Wanting(plug => plug.AsksForPatience = Duration.FromSeconds(40));
        hive.RunSeconds(1);
        hive.Want(PowerState.On);
        hive.RunSeconds(38);
        Assert.Single(hive.Connects);
        hive.Plug.AsksForPatience = null;
        hive.RunSeconds(3);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_plug_that_asks_for_hours_of_patience_is_not_hammered()
    {
        var hive = Wanting(plug => plug.AsksForPatience = Duration.FromHours(2));
        hive.Run(Duration.FromHours(1));
        Assert.InRange(hive.Connects.Count(), 1, 8);
        hive.Plug.AsksForPatience = null;
        hive.Run(Duration.FromHours(1) + Duration.FromMinutes(5));
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_wrong_device_is_never_commanded_and_the_plug_is_found_where_it_went()
    {
        var hive = Wanting(plug =>
        {
            plug.Usurper = new Usurper(SimulatedPlug.FirstAddress);
            plug.Address = SimulatedPlug.SecondAddress;
        });
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        Assert.Equal(SimulatedPlug.SecondAddress, hive.State.Address);
        Assert.Equal([SessionPhase.Unpaired, SessionPhase.Handshaken, SessionPhase.Expired, SessionPhase.Handshaken, SessionPhase.LoggedIn], hive.Phases);
    }

    [Fact]
    public void A_plug_whose_address_another_took_is_looked_for_ever_more_slowly()
    {
        var hive = Wanting(plug =>
        {
            plug.Usurper = new Usurper(SimulatedPlug.FirstAddress);
            plug.SilentInDiscovery = true;
        });
        hive.Run(Duration.FromHours(1));
        Assert.Equal(FailureKind.WrongDevice, hive.State.Problem?.Kind);
        Assert.InRange(hive.Effects.Count, 40, 120);

        // Only a try can tell whose the address is by now; each may cost the other device its session.
        var gaps = hive.Connects.Zip(hive.Connects.Skip(1), (a, b) => b - a).ToList();
        Assert.InRange(gaps.Count, 3, 6);
        Assert.All(gaps, gap => Assert.InRange(gap, Duration.FromMinutes(5), Duration.FromMinutes(17)));
        Assert.True(gaps[^1] > gaps[0] * 2);
    }

    [Fact]
    public void A_plug_whose_address_is_its_own_again_is_logged_in_by_the_next_try_where_nobody_sees_it()
    {
        var hive = Wanting(plug =>
        {
            plug.Usurper = new Usurper(SimulatedPlug.FirstAddress);
            plug.SilentInDiscovery = true;
        });
        hive.Run(Duration.FromHours(2));
        var tries = hive.Connects.Count();
        hive.Plug.Usurper = null;
        hive.Run(Duration.FromMinutes(17));
        Assert.True(hive.Converged());
        Assert.Equal(1, hive.Connects.Count() - tries);
        Assert.Null(hive.State.Problem);
    }

    [Fact]
    public void A_plug_known_by_its_address_only_is_commanded_once_its_house_knows_the_device()
    {
        var hive = new PlugSimulation();
        hive.Reassign(a => a with { Identity = new PlugIdentity() });
        hive.Want(PowerState.On);
        hive.RunSeconds(30);
        Assert.Equal(SessionPhase.LoggedIn, hive.State.Phase);
        Assert.Equal(SimulatedPlug.OurMac, hive.State.Identity.Mac);
        Assert.Empty(hive.Sends);

        hive.Reassign(a => a with { Identity = new PlugIdentity(SimulatedPlug.OurMac) });
        hive.RunSeconds(2);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_plug_that_was_never_seen_is_looked_for_ever_more_slowly_and_told()
    {
        var hive = new PlugSimulation();
        hive.Plug.SilentInDiscovery = true;
        hive.Reassign(a => a with { Address = null, Offer = null });
        hive.Run(Duration.FromHours(1));
        Assert.Equal(FailureKind.Dark, hive.State.Problem?.Kind);
        Assert.Empty(hive.Connects);
        Assert.InRange(hive.Effects.Count, 40, 120);
        hive.Plug.SilentInDiscovery = false;
        hive.See();
        hive.RunSeconds(2);
        Assert.Equal(SessionPhase.LoggedIn, hive.State.Phase);
    }

    [Fact]
    public void A_changed_transport_is_learnt_by_a_new_sighting_and_the_wish_survives()
    {
        var hive = Wanting(static _ => { });
        hive.RunSeconds(5);
        hive.Plug.Transport = Transport.Tpap;
        hive.Plug.HasSession = false;
        hive.Want(PowerState.Off);
        hive.RunSeconds(10);
        Assert.True(hive.Converged());
        Assert.Equal(Transport.Tpap, hive.State.Offer?.Transport);
    }

    [Theory]
    [InlineData(Transport.Klap)]
    [InlineData(Transport.Klap1)]
    [InlineData(Transport.Tpap)]
    [InlineData(Transport.Aes)]
    public void No_answer_makes_a_plug_that_did_without_it_be_sent_the_plain_password(Transport known)
    {
        var forged = new TransportOffer(Transport.Aes, 80, Login: AesLogin.PlainPassword);
        var plug = new SimulatedPlug { Transport = known };
        var hive = new PlugSimulation(plug);
        hive.Want(PowerState.On);
        for (var i = 0; i < 2; i++)
        {
            hive.Observe(new PlugFact.SightingObserved(plug.Seen(hive.Now) with { Offer = new SightedTransport.Offered(forged) }));
            Assert.Equal((Transport.Aes, AesLogin.HashedPassword), (hive.State.Offer!.Transport, hive.State.Offer.Login));
            hive.Observe(new PlugFact.TransportObserved(plug.Address, forged));
            Assert.Equal(AesLogin.HashedPassword, hive.State.Offer!.Login);
        }
    }

    [Fact]
    public void A_plug_that_never_spoke_otherwise_is_sent_what_it_asks_for()
    {
        var old = new TransportOffer(Transport.Aes, 80, Login: AesLogin.PlainPassword);
        Assert.Equal(old, old.After(null));
        Assert.Equal(old, (old with { Port = 81 }).After(old) with { Port = 80 });
        Assert.Equal(AesLogin.HashedPassword, (old with { Login = AesLogin.HashedPassword }).After(old).Login);
    }

    [Fact]
    public void A_closed_local_protocol_is_told_at_once_and_recovers_by_itself()
    {
        var hive = Wanting(plug => plug.Forbids = true);
        hive.RunSeconds(1);
        Assert.Equal(FailureKind.CompatibilityOff, hive.State.Problem?.Kind);
        hive.Run(Duration.FromMinutes(10));
        Assert.InRange(hive.Connects.Count(), 8, 30);
        hive.Plug.Forbids = false;
        hive.RunSeconds(80);
        Assert.True(hive.Converged());
    }

    [Theory]
    [InlineData(Transport.Aes)]
    [InlineData(Transport.Tpap)]
    public void A_quarantined_plug_sends_nothing_until_an_operator_says_retry(Transport transport)
    {
        var hive = Wanting(plug =>
        {
            plug.Transport = transport;
            plug.RefusesAccount = true;
        });
        hive.RunSeconds(1);
        Assert.Equal(1, hive.Plug.Logins);
        Assert.Equal(Quarantine.Quarantined, hive.State.Quarantine);
        hive.Effects.Clear();
        for (var minute = 0; minute < 60; minute++)
        {
            hive.After(Duration.FromMinutes(minute), () => hive.Want(minute % 2 == 0 ? PowerState.Off : PowerState.On));
            hive.After(Duration.FromMinutes(minute), hive.Repeat);
            hive.After(Duration.FromMinutes(minute), hive.See);
        }

        hive.Run(Duration.FromHours(24));
        Assert.Empty(hive.Effects);
        hive.Retry();
        hive.RunSeconds(2);
        Assert.Equal(2, hive.Plug.Logins);
        hive.Run(Duration.FromHours(1));
        Assert.Equal(2, hive.Plug.Logins);
        hive.Plug.RefusesAccount = false;
        hive.Retry();
        hive.RunSeconds(2);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_refused_account_on_klap_is_looked_at_now_and_then()
    {
        var hive = Wanting(plug => plug.RefusesAccount = true);
        hive.Run(Duration.FromHours(1));
        Assert.Equal(FailureKind.CredentialsRejected, hive.State.Problem?.Kind);
        Assert.InRange(hive.Plug.Logins, 6, 13);
        hive.Plug.RefusesAccount = false;
        hive.Run(Duration.FromMinutes(6));
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_corrected_account_ends_a_quarantine()
    {
        var hive = Wanting(plug =>
        {
            plug.Transport = Transport.Aes;
            plug.RefusesAccount = true;
        });
        hive.RunSeconds(1);
        hive.Plug.RefusesAccount = false;
        hive.Plug.Owner = SimulatedPlug.OtherOwner;
        hive.Reassign(a => a with { AccountOwner = SimulatedPlug.OtherOwner });
        hive.RunSeconds(2);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void The_refusal_of_an_account_that_was_replaced_meanwhile_does_not_condemn_the_new_one()
    {
        var hive = Wanting(plug =>
        {
            plug.Transport = Transport.Aes;
            plug.RefusesAccount = true;
        });
        hive.Run(Duration.FromMilliseconds(30));
        Assert.IsType<PlugEffect.Connect>(hive.State.UnderWay);

        // The refusal is on its way; the new account will be taken.
        hive.Plug.RefusesAccount = false;
        hive.Plug.Owner = SimulatedPlug.OtherOwner;
        hive.Reassign(a => a with { AccountOwner = SimulatedPlug.OtherOwner });
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        Assert.Equal(2, hive.Plug.Logins);
    }

    [Theory]
    [InlineData(Transport.Aes)]
    [InlineData(Transport.Tpap)]
    public void No_login_is_tried_on_another_owners_plug(Transport transport)
    {
        var hive = Wanting(plug =>
        {
            plug.Transport = transport;
            plug.Owner = SimulatedPlug.OtherOwner;
            plug.RefusesAccount = true;
        });
        hive.Observe(new PlugFact.SightingObserved(hive.Plug.Seen(hive.Now)));
        hive.Run(Duration.FromHours(2));
        Assert.Equal(0, hive.Plug.Logins);
        Assert.Equal(FailureKind.OtherOwner, hive.State.Problem?.Kind);
        hive.Plug.Owner = SimulatedPlug.OurOwner;
        hive.Plug.RefusesAccount = false;
        hive.Run(Duration.FromMinutes(6));
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_retry_on_another_owners_plug_spends_one_attempt_and_not_one_every_few_minutes()
    {
        var hive = Wanting(plug =>
        {
            plug.Transport = Transport.Aes;
            plug.Owner = SimulatedPlug.OtherOwner;
            plug.RefusesAccount = true;
        });
        hive.Observe(new PlugFact.SightingObserved(hive.Plug.Seen(hive.Now)));
        hive.RunSeconds(30);
        hive.Retry();
        hive.Run(Duration.FromHours(2));
        Assert.Equal(1, hive.Plug.Logins);
    }

    [Fact]
    public void Pauses_grow_stay_within_bounds_and_differ_between_plugs()
    {
        var policy = PlugPolicy.Usual;
        for (var seed = -50; seed < 50; seed++)
        {
            for (var failures = 1; failures < 100; failures++)
            {
                var nominal = Duration.Min(policy.LongestPause, policy.FirstPause * (1L << Math.Min(failures - 1, 20)));
                Assert.InRange(policy.PauseAfter(failures, seed), nominal * 0.75, nominal * 1.25);
            }
        }

        Assert.True(Enumerable.Range(0, 100).Select(seed => policy.PauseAfter(5, seed)).Distinct().Count() > 90);
    }

    private static PlugSimulation Wanting(Action<SimulatedPlug> trouble)
    {
        var plug = new SimulatedPlug();
        trouble(plug);
        var hive = new PlugSimulation(plug);
        hive.Want(PowerState.On);
        return hive;
    }
}
