using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;

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

        await house.UntilAsync(_ => tried.Requests.Count(request => request.Method == "login_device") == 2 * before);
        await house.UntilAsync(view => view.Reports.Values.All(report => report.Problem?.Kind == FailureKind.CredentialsRejected));
        Assert.Equal(2 * before, house.Plugs.Plugs.Sum(plug => plug.Requests.Count(request => request.Method == "login_device")));
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
