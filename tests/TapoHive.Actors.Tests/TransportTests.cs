using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;

namespace TapoHive.Actors.Tests;

/// <summary>How a plug is spoken to is a fact that changes under a living house.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task A_house_of_all_transports_single_plugs_and_strips_does_what_is_asked()
    {
        await using var house = await HiveHarness.StartAsync("aes=2,klap1=1,klap=2,strip=1,tpap=3,tpap-strip=1");
        await house.UntilAllLoggedInAsync();

        foreach (var (verb, power) in ((SwitchVerb, PowerState)[])[(SwitchVerb.On, PowerState.On), (SwitchVerb.Off, PowerState.Off)])
        {
            var run = await house.SwitchAsync(verb, "all");
            Assert.Equal((RunOutcome.Converged, 8 + 3 + 4), (run.Outcome, run.Outlets.Length));
            Assert.All(house.Plugs.Plugs.SelectMany(static plug => plug.Outlets), outlet => Assert.Equal(power, outlet.Power));
        }
    }

    public static TheoryData<string, Transport> Changes => new()
    {
        { "klap=1", Transport.Tpap },
        { "tpap=1", Transport.Klap },
        { "aes=1", Transport.Klap },
        { "p110=1", Transport.Aes },
        { "klap1=1", Transport.Klap },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task A_plug_that_changes_its_transport_while_it_is_used_does_the_next_command_and_one_line_says_what_changed(string mix, Transport to)
    {
        await using var house = await HiveHarness.StartAsync(mix);
        await house.UntilAllLoggedInAsync();
        var plug = house.Plugs.Plug(1);
        var from = plug.Transport;
        plug.ChangeTransport(to);

        var run = await house.SwitchAsync(SwitchVerb.On, Duration.FromMinutes(1), null, "plug-1");

        Assert.Equal(RunOutcome.Converged, run.Outcome);
        Assert.Equal(PowerState.On, plug.Power);
        Assert.Single(plug.Movements);
        Assert.Single(house.Log.Lines, line => line.Contains($"now speaks {to} instead of {from}", StringComparison.Ordinal));
        await house.UntilAsync(view => view.State.Plugs.Values.Single().Offer?.Transport == to);
        Assert.Single(house.OutletOf(1).Recent, happened => happened.What == "transport");
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task A_plug_whose_transport_and_address_change_while_a_command_waits_does_it_once_and_no_other_plug_does(string mix, Transport to)
    {
        await using var house = await HiveHarness.StartAsync($"{mix},klap=1");
        await house.UntilAllLoggedInAsync();
        var (plug, neighbour) = (house.Plugs.Plug(1), house.Plugs.Plug(2));
        plug.Inject(new Fault.Dark(DarkKind.Refused));
        _ = house.SwitchAsync(SwitchVerb.On, Duration.FromMinutes(1), null, "plug-1");
        await house.UntilReportAsync(1, report => report.Problem?.Kind == FailureKind.Dark);

        plug.ChangeTransport(to);
        house.Plugs.Swap(plug, neighbour);
        plug.ClearFaults();

        // The run told of the trouble long ago; what was wanted stays wanted.
        await house.UntilReportAsync(1, report => report.Address == plug.Address && report.Offer?.Transport == to && report.Outlets[0].State == PowerState.On);
        Assert.Equal(PowerState.On, plug.Power);
        Assert.Single(plug.Movements);
        Assert.Empty(neighbour.Movements);
        Assert.DoesNotContain(neighbour.Requests, static request => request.Method is "set_device_info" or "set_relay_state");
    }

    [Fact]
    public async Task A_wrong_password_is_tried_on_one_TPAP_plug_of_twelve_and_never_again()
    {
        await using var house = await HiveHarness.StartAsync("tpap=12", password: "wrong-password!");

        await house.UntilAsync(view => view.Reports.Count == 12 && view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));

        Assert.Equal(1, Logins(house));
        Assert.All(house.View.Reports.Values, report => Assert.Contains("tapohive retry", report.Problem!.Message, StringComparison.Ordinal));
        await house.AskAsync<Retrying>(new RetryPlugs(HiveHarness.Home, ["all"], Origin.Operator("test")));
        await house.UntilAsync(_ => Logins(house) == 2);
        await house.UntilAsync(view => view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));
        Assert.Equal(2, Logins(house));
    }

    [Fact]
    public async Task A_plug_that_has_locked_itself_is_left_alone_and_says_so_while_the_others_work()
    {
        await using var house = await HiveHarness.StartAsync("tpap=3", before: static plugs => plugs.Plug(2).LockOut(TimeSpan.FromHours(1)));

        await house.UntilReportAsync(2, report => report.Problem?.Kind == FailureKind.CredentialsRejected);
        Assert.Contains("locked itself", house.ReportOf(2)!.Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Partial, (await house.SwitchAsync(SwitchVerb.On, "all")).Outcome);

        Assert.DoesNotContain(house.Plugs.Plug(2).Requests, request => request.Method == "pake_share");
        Assert.Single(house.Plugs.Plug(2).Requests, request => request.Method == "discover");
        Assert.Equal([PowerState.On, PowerState.Off, PowerState.On], house.Plugs.Plugs.Select(static plug => plug.Power));
    }

    [Fact]
    public async Task An_unbound_TPAP_plug_is_reached_and_says_that_it_is_not_bound()
    {
        await using var house = await HiveHarness.StartAsync("tpap=1", before: static plugs => plugs.Plug(1).Inject(new Fault.Account(AccountKind.Unbound)));
        await house.UntilAllLoggedInAsync();
        Assert.Contains("not bound", house.ReportOf(1)!.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unbound_AES_plug_is_reached_and_keeps_nobody_else_from_the_account()
    {
        await using var house = await HiveHarness.StartAsync("aes=2", before: static plugs => plugs.Plug(1).Inject(new Fault.Account(AccountKind.Unbound)));
        await house.UntilAllLoggedInAsync();
        Assert.Contains("not bound", house.ReportOf(1)!.Notice, StringComparison.Ordinal);
        Assert.Null(house.ReportOf(2)!.Notice);
        Assert.Single(house.Plugs.Plug(1).Requests, static request => request.Method == "login_device");
    }

    [Fact]
    public async Task A_TPAP_session_that_ends_is_opened_anew_without_a_word()
    {
        await using var house = await HiveHarness.StartAsync("tpap=1");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(1).ForgetSessions();

        Assert.Equal(RunOutcome.Converged, (await house.SwitchAsync(SwitchVerb.On, "all")).Outcome);
        Assert.Equal(2, Logins(house));
    }

    private static int Logins(HiveHarness house) => house.Plugs.Plugs.Sum(static plug => plug.Requests.Count(static request => request.Method == "pake_share"));
}
