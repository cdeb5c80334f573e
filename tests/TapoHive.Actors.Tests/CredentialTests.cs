using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Emulator.Faults;

namespace TapoHive.Actors.Tests;

public sealed class CredentialTests
{
    [Fact]
    public async Task A_wrong_password_is_tried_on_one_AES_plug_of_twelve_and_never_again()
    {
        await using var house = await HiveHarness.StartAsync("aes=12", password: "wrong-password!");

        await house.UntilAsync(view => view.Reports.Count == 12 && view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));

        // A plug that does not say which form of login it wants is asked in both (PROTOCOL 1.4, rule 6).
        var tried = Assert.Single(house.Plugs.Plugs, plug => plug.Requests.Any(request => request.Method == "login_device"));
        Assert.InRange(tried.Requests.Count(request => request.Method == "login_device"), 1, 2);
        Assert.All(house.View.Reports.Values, report => Assert.Contains("tapohive retry", report.Problem!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_never_leaves_the_machine_over_KLAP()
    {
        await using var house = await HiveHarness.StartAsync("klap=2", password: "wrong-password!");

        await house.UntilAsync(view => view.Reports.Count == 2 && view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));

        Assert.DoesNotContain(house.Plugs.Plugs.SelectMany(plug => plug.Requests), request => request.Method == "handshake2");
    }

    [Fact]
    public async Task Retry_spends_one_more_attempt_and_no_more()
    {
        await using var house = await HiveHarness.StartAsync("aes=3", password: "wrong-password!");
        await house.UntilAsync(view => view.Reports.Count == 3 && view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));
        var tried = house.Plugs.Plugs.Single(plug => plug.Requests.Any(request => request.Method == "login_device"));
        var before = tried.Requests.Count(request => request.Method == "login_device");

        await house.AskAsync<Retrying>(new RetryPlugs(HiveHarness.Home, [$"plug-{tried.Number}"], Origin.Operator("test")));

        Assert.Equal(1, house.Vault.ReadAgainFor);
        await house.UntilAsync(_ => tried.Requests.Count(request => request.Method == "login_device") == 2 * before);
        await house.UntilAsync(view => view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));
        Assert.Equal(2 * before, house.Plugs.Plugs.Sum(plug => plug.Requests.Count(request => request.Method == "login_device")));
    }

    [Fact]
    public async Task A_login_whose_answer_is_lost_is_not_sent_again_before_somebody_says_so_and_each_plug_tells_why()
    {
        await using var house = await HiveHarness.StartAsync("tpap=2", before: static plugs =>
        {
            foreach (var plug in plugs.Plugs)
            {
                plug.Inject(new Fault.Drop(DropMoment.AfterApplying), new FaultScope(Next: 1, Method: "pake_share"));
            }
        });

        await house.UntilAsync(view => view.Reports.Count == 2 && view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));

        Assert.Equal(1, house.Plugs.Plugs.Sum(plug => plug.Requests.Count(request => request.Method == "pake_share")));
        var told = house.View.Reports.Values.Select(report => report.Problem!.Message).ToList();
        Assert.Single(told, message => message.StartsWith("The plug was sent", StringComparison.Ordinal));
        Assert.Single(told, message => message.StartsWith("Plug 'plug-", StringComparison.Ordinal));
        Assert.All(told, message => Assert.Contains("its answer was never seen", message, StringComparison.Ordinal));
        Assert.All(told, message => Assert.Contains("run 'tapohive retry'", message, StringComparison.Ordinal));

        foreach (var plug in house.Plugs.Plugs)
        {
            plug.ClearFaults();
        }

        await house.AskAsync<Retrying>(new RetryPlugs(HiveHarness.Home, ["all"], Origin.Operator("test")));
        await house.UntilAllLoggedInAsync();
    }

    [Fact]
    public async Task No_secret_reaches_a_log()
    {
        await using var house = await HiveHarness.StartAsync("aes=1,klap=1", password: "canary-4711-wrong");
        await house.UntilAsync(view => view.Reports.Count == 2 && view.Reports.Values.All(report => report.Problem is not null));

        Assert.NotEmpty(house.Log.Lines);
        Assert.DoesNotContain(house.Log.Lines, line => line.Contains("canary-4711", StringComparison.Ordinal));
    }
}
