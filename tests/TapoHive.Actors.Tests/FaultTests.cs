using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Faults;

namespace TapoHive.Actors.Tests;

public sealed class FaultTests
{
    public static TheoryData<Fault, FailureKind> Sick => new()
    {
        { new Fault.Dark(DarkKind.Refused), FailureKind.Dark },
        { new Fault.Dark(DarkKind.Mute), FailureKind.Dark },
        { new Fault.Forbidden(), FailureKind.CompatibilityOff },
        { new Fault.Garbage(GarbageKind.Body), FailureKind.Malformed },
        { new Fault.Oversized(1 << 20), FailureKind.Malformed },
        { new Fault.Account(AccountKind.Stale), FailureKind.CredentialsRejected },
    };

    [Theory]
    [MemberData(nameof(Sick))]
    public async Task A_sick_plug_has_a_true_problem_and_keeps_no_healthy_one_waiting(Fault fault, FailureKind problem)
    {
        await using var house = await HiveHarness.StartAsync("klap=3", answersWithin: Duration.FromSeconds(2));
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(2).Inject(fault);
        house.Plugs.Plug(2).ForgetSessions();

        var run = await house.SwitchAsync(SwitchVerb.On, "all");

        Assert.Equal(RunOutcome.Partial, run.Outcome);
        var sick = run.Outlets.Single(outlet => outlet.Name.Value == "plug-2");
        Assert.Equal(OutletOutcome.Failed, sick.Outcome);
        Assert.Equal(problem, sick.Problem?.Kind);
        Assert.Equal([PowerState.On, PowerState.Off, PowerState.On], house.Plugs.Plugs.Select(plug => plug.Power));
    }

    [Fact]
    public async Task A_plug_that_connects_in_vain_gives_its_place_among_those_that_connect_back()
    {
        await using var house = await HiveHarness.StartAsync("klap=2", admission: new AdmissionLimits(1, 1));
        await house.UntilAllLoggedInAsync();
        foreach (var plug in house.Plugs.Plugs)
        {
            plug.Inject(new Fault.Dark(DarkKind.Refused));
        }

        Assert.Equal(RunOutcome.Failed, (await house.SwitchAsync(SwitchVerb.On, "all")).Outcome);
        house.Plugs.Plug(2).ClearFaults();

        // The other one goes on trying, and both have only one place.
        Assert.Equal(RunOutcome.Converged, (await house.SwitchAsync(SwitchVerb.Off, "plug-2")).Outcome);
        Assert.Equal(RunOutcome.Converged, (await house.SwitchAsync(SwitchVerb.On, "plug-2")).Outcome);
    }

    [Fact]
    public async Task A_plug_of_another_account_is_named_as_such()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(1).Inject(new Fault.Account(AccountKind.Other));
        house.Plugs.Plug(1).ForgetSessions();

        Assert.Equal(RunOutcome.Failed, (await house.SwitchAsync(SwitchVerb.On, "plug-1")).Outcome);

        await house.UntilReportAsync(1, report => report.Problem?.Kind == FailureKind.OtherOwner);
    }

    [Fact]
    public async Task When_the_fault_ends_the_plug_does_by_itself_what_was_asked_of_it()
    {
        await using var house = await HiveHarness.StartAsync("klap=1,aes=1");
        await house.UntilAllLoggedInAsync();
        foreach (var plug in house.Plugs.Plugs)
        {
            plug.Inject(new Fault.Dark(DarkKind.Refused));
        }

        Assert.Equal(RunOutcome.Failed, (await house.SwitchAsync(SwitchVerb.On, "all")).Outcome);
        foreach (var plug in house.Plugs.Plugs)
        {
            plug.ClearFaults();
        }

        await house.UntilAsync(view => view.Reports.Values.All(report => report.Problem is null && report.Outlets.All(outlet => outlet.State == PowerState.On)));
        Assert.All(house.Plugs.Plugs, plug => Assert.Equal(PowerState.On, plug.Power));
    }

    [Theory]
    [InlineData("klap=1")]
    [InlineData("aes=1")]
    public async Task A_session_that_the_plug_forgot_is_renewed_without_anybody_noticing(string mix)
    {
        await using var house = await HiveHarness.StartAsync(mix);
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(1).ForgetSessions();

        var run = await house.SwitchAsync(SwitchVerb.On, "plug-1");

        Assert.Equal(RunOutcome.Converged, run.Outcome);
        Assert.Equal(PowerState.On, house.Plugs.Plug(1).Power);
    }

    [Fact]
    public async Task An_ok_that_moved_nothing_is_not_taken_for_proof()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(1).Inject(new Fault.Ignored());

        var run = await house.SwitchAsync(SwitchVerb.On, Duration.FromSeconds(3), null, "plug-1");

        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.Contains("read back", run.Outlets[0].Problem!.Message, StringComparison.Ordinal);
        house.Plugs.Plug(1).ClearFaults();
        await house.UntilReportAsync(1, report => report.Outlets[0].State == PowerState.On && report.Outlets[0].Problem is null);
    }

    [Fact]
    public async Task A_command_that_was_applied_but_never_answered_moves_the_relay_once()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(1).Inject(new Fault.Drop(DropMoment.AfterApplying), FaultScope.Once);

        var run = await house.SwitchAsync(SwitchVerb.On, "plug-1");

        Assert.Equal(RunOutcome.Converged, run.Outcome);
        Assert.Single(house.Plugs.Plug(1).Movements, movement => movement.Cause == MovementCause.Command);
        Assert.Null(house.OutletOf(1).Intents.Manual is { Origin.Value: "press" } ? "taken for a press" : null);
    }

    [Fact]
    public async Task Two_plugs_that_swap_addresses_are_never_mistaken_for_each_other()
    {
        await using var house = await HiveHarness.StartAsync("klap=1,aes=1,klap=1");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Swap(house.Plugs.Plug(1), house.Plugs.Plug(2));
        house.Plugs.Swap(house.Plugs.Plug(2), house.Plugs.Plug(3));

        await house.SwitchAsync(SwitchVerb.On, "plug-1");
        await house.UntilReportAsync(1, report => report.Outlets[0].State == PowerState.On);

        Assert.Equal([PowerState.On, PowerState.Off, PowerState.Off], house.Plugs.Plugs.Select(plug => plug.Power));
        Assert.Empty(house.Plugs.Plug(2).Movements);
        Assert.Empty(house.Plugs.Plug(3).Movements);
    }

    [Fact]
    public async Task A_plug_that_moved_is_followed_and_the_command_is_carried_out_there()
    {
        await using var house = await HiveHarness.StartAsync("klap=2");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Move(house.Plugs.Plug(1));

        await house.SwitchAsync(SwitchVerb.On, "plug-1");

        await house.UntilReportAsync(1, report => report.Outlets[0].State == PowerState.On && report.Address == house.Plugs.Plug(1).Address);
        Assert.Equal(PowerState.On, house.Plugs.Plug(1).Power);
    }

    [Fact]
    public async Task A_plug_whose_firmware_changed_its_protocol_is_spoken_to_in_the_new_one_and_keeps_what_is_wanted()
    {
        await using var house = await HiveHarness.StartAsync("aes=1");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(1).ChangeTransport(Transport.Klap);

        await house.SwitchAsync(SwitchVerb.On, "plug-1");

        await house.UntilReportAsync(1, report => report.Offer?.Transport == Transport.Klap && report.Outlets[0].State == PowerState.On);
        Assert.Equal(PowerState.On, house.Plugs.Plug(1).Power);
    }

    [Theory]
    [InlineData("aes=1")]
    [InlineData("klap=1")]
    public async Task A_plug_that_no_discovery_reaches_is_asked_over_HTTP_how_it_wants_to_be_spoken_to(string mix)
    {
        await using var house = await HiveHarness.StartAsync(mix, definition => definition with
        {
            Discovery = definition.Discovery with { Port = 9 },
            Plugs = [.. definition.Plugs.Select(plug => plug with { Mac = null })],
        });
        var address = house.Plugs.Plug(1).Address;
        await house.ApplyAsync(HiveHarness.Define(house.Plugs) with
        {
            Discovery = HiveHarness.Define(house.Plugs).Discovery with { Port = 9 },
            Plugs = [.. HiveHarness.Define(house.Plugs).Plugs.Select(plug => plug with { Mac = null, Host = address })],
        }, "2");

        var run = await house.SwitchAsync(SwitchVerb.On, "plug-1");

        Assert.Equal(RunOutcome.Converged, run.Outcome);
        Assert.Equal(PowerState.On, house.Plugs.Plug(1).Power);
    }
}
