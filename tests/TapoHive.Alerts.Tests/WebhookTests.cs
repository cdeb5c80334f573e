using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Accounts;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;

namespace TapoHive.Alerts.Tests;

public sealed class WebhookTests : IDisposable
{
    private static readonly SecretReference Kept = new(SecretSource.Environment, "HOOK_SECRET");
    private static readonly SecretReference KeptUrl = new(SecretSource.Environment, "HOOK_URL");
    private readonly FakeClock _clock = new(Messages.Morning + Duration.FromSeconds(61));
    private readonly WebhookRoute _route;
    private string? _secret = Messages.Canary;
    private string? _url;

    public WebhookTests() => _route = new WebhookRoute(
        reference => Task.FromResult(new SecretFound(reference == KeptUrl ? _url : _secret, "the environment variable HOOK_SECRET is not set where the hive runs.")),
        _clock,
        new Hurried());

    public static TheoryData<string, string, string, string, string> Published => new()
    {
        // The example of the specification's reference libraries.
        {
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", """{"test": 2432232314}""",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void A_message_is_signed_as_the_specification_has_it(string secret, string id, string timestamp, string body, string signature) =>
        Assert.Equal(signature, WebhookSignature.Of(secret, id, timestamp, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task A_message_arrives_signed_and_whole()
    {
        await using var hook = new Hook();

        Assert.Null(await SendAsync(hook.Url));

        var posted = await hook.NextAsync();
        Assert.Equal(("POST", "application/json", Messages.Heater.Id, "1767600061"), (posted.Method, posted.ContentType, posted.Id, posted.Timestamp));
        Assert.Equal(WebhookSignature.Of(Messages.Canary, posted.Id!, posted.Timestamp!, posted.Body), posted.Signature);
        using var json = JsonDocument.Parse(posted.Body);
        var data = json.RootElement.GetProperty("data");
        Assert.Equal("tapohive.trouble", json.RootElement.GetProperty("type").GetString());
        Assert.Equal("2026-01-05T08:01:01.000Z", json.RootElement.GetProperty("timestamp").GetString());
        Assert.Equal(("hillside", "heater: It does not answer."), (data.GetProperty("house").GetString(), data.GetProperty("summary").GetString()));
        Assert.Equal(
            """[{"kind":"not-converged","code":"dark","count":1,"since":"2026-01-05T08:00:00.000Z","sentence":"heater: It does not answer.","subnets":[{"network":"192.0.2.0/24","count":1,"of":2}],"items":[{"name":"heater","message":"It does not answer: \"plug\" 'ü'.","since":"2026-01-05T08:00:00.000Z","desired":"off","reported":"on","address":"192.0.2.7"}]}]""",
            data.GetProperty("alerts").GetRawText());
    }

    [Fact]
    public async Task Without_a_secret_it_is_not_signed()
    {
        await using var hook = new Hook();

        Assert.Null(await _route.SendAsync(Messages.Notify(new WebhookDefinition(hook.Url, null, null)), Messages.Heater, CancellationToken.None));

        Assert.Null((await hook.NextAsync()).Signature);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_with_the_same_id()
    {
        await using var hook = new Hook();
        hook.WillAnswer(500, 429, 503, 200);

        Assert.Null(await SendAsync(hook.Url));

        for (var tried = 0; tried < 4; tried++)
        {
            Assert.Equal(Messages.Heater.Id, (await hook.NextAsync()).Id);
        }
    }

    [Theory]
    [InlineData(400, "refuses the message (400)")]
    [InlineData(401, "Compare the secret on both sides")]
    [InlineData(404, "See that its address is right")]
    [InlineData(302, "redirect")]
    public async Task What_does_not_pass_is_not_repeated(int status, string words)
    {
        await using var hook = new Hook();
        hook.WillAnswer(status, status);

        Assert.Contains(words, await SendAsync(hook.Url), StringComparison.Ordinal);
        Assert.Equal(1, hook.Count);
    }

    [Fact]
    public async Task A_webhook_that_never_gets_well_is_given_up_for_now()
    {
        await using var hook = new Hook();
        hook.WillAnswer(500, 500, 500, 500, 500);

        Assert.Contains("500", await SendAsync(hook.Url), StringComparison.Ordinal);
        Assert.Equal(4, hook.Count);
    }

    [Fact]
    public async Task An_address_that_is_a_secret_is_read_from_where_it_is_kept_and_never_shown()
    {
        await using var hook = new Hook();
        _url = hook.Url;
        var notify = Messages.Notify(new WebhookDefinition(null, KeptUrl, Kept));

        Assert.Null(await _route.SendAsync(notify, Messages.Heater, CancellationToken.None));
        Assert.Equal("the address in HOOK_URL", _route.WhereTo(notify));

        _url = "http://127.0.0.1:1/in-the-address";
        Assert.DoesNotContain("in-the-address", await _route.SendAsync(notify, Messages.Heater, CancellationToken.None), StringComparison.Ordinal);
        _url = "in-the-address";
        Assert.DoesNotContain("in-the-address", await _route.SendAsync(notify, Messages.Heater, CancellationToken.None), StringComparison.Ordinal);
        _url = null;
        Assert.Contains("HOOK_SECRET is not set", await _route.SendAsync(notify, Messages.Heater, CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_shows_nowhere()
    {
        await using var hook = new Hook();
        hook.WillAnswer(401);
        var trouble = await SendAsync(hook.Url);
        var posted = await hook.NextAsync();

        foreach (var canary in new[] { Messages.Canary, Messages.Canary["whsec_".Length..], "hunter2" })
        {
            Assert.DoesNotContain(canary, trouble + posted.Head + Encoding.UTF8.GetString(posted.Body), StringComparison.Ordinal);
            Assert.DoesNotContain(canary, $"{new SecretFound(Messages.Canary, "")}{Messages.Notify(new WebhookDefinition(hook.Url, null, Kept))}", StringComparison.Ordinal);
        }

        Assert.DoesNotContain("token", _route.WhereTo(Messages.Notify(new WebhookDefinition(hook.Url, null, Kept))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_had_or_used_is_said()
    {
        await using var hook = new Hook();
        _secret = "whsec_*";
        Assert.Contains("no base64", await SendAsync(hook.Url), StringComparison.Ordinal);
        _secret = null;
        Assert.Contains("HOOK_SECRET is not set", await SendAsync(hook.Url), StringComparison.Ordinal);
        Assert.Equal(0, hook.Count);
    }

    public void Dispose() => _route.Dispose();

    private Task<string?> SendAsync(string url) =>
        _route.SendAsync(Messages.Notify(new WebhookDefinition(url, null, Kept)), Messages.Heater, CancellationToken.None);
}
