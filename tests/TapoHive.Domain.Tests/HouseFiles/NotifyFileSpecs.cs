using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary><c>notify</c> in a house file.</summary>
public class NotifyFileSpecs
{
    private const string Canary = "hunter2-canary";

    [Fact]
    public void Everything_it_may_say()
    {
        var notify = Notify(
            """
            after = 90s
            pause = 2m
            webhook { url = "https://hooks.example.com/house", secret { file = secrets/hook } }
            command { run = [ /usr/bin/tell, "a b" ], within = 5s }
            mqtt = on
            """);

        Assert.Equal(
            new NotifyDefinition(
                Duration.FromSeconds(90), Duration.FromMinutes(2),
                new WebhookDefinition("https://hooks.example.com/house", null, new SecretReference(SecretSource.File, "/houses/secrets/hook")),
                new AlertCommand(["/usr/bin/tell", "a b"], Duration.FromSeconds(5)),
                MqttAlerts.On),
            notify);
        Assert.Equal([AlertChannel.Webhook, AlertChannel.Command, AlertChannel.Mqtt], notify!.Channels);
    }

    [Fact]
    public void Little_is_enough()
    {
        Assert.Equal(Duration.FromSeconds(60), Notify("mqtt = true")!.After);
        Assert.Equal(["/usr/bin/tell"], Notify("command = /usr/bin/tell")!.Command!.Run);
        Assert.Equal(new SecretReference(SecretSource.Environment, "HOOK_URL"), Notify("webhook { url { env = HOOK_URL }, secret { env = S } }")!.Webhook!.HiddenUrl);
        Assert.Null(Read(HouseWith("")).Definition!.Notify);
    }

    [Theory]
    [InlineData("{}", "notify tells nobody")]
    [InlineData("{ webhok { } }", "Did you mean 'webhook'?")]
    [InlineData("{ webhook { secret { env = S } } }", "the webhook has no address")]
    [InlineData("{ webhook { url = \"hooks.example.com\", secret { env = S } } }", "this is no address of a webhook")]
    [InlineData("{ webhook { url = \"ftp://example.com/\", secret { env = S } } }", "this is no address of a webhook")]
    [InlineData("{ webhook { url = \"http://hooks.example.com/\", secret { env = S } } }", "can be read on their way")]
    [InlineData("{ webhook { url = \"https://hooks.example.com/\" } }", "nobody can tell whether a message")]
    [InlineData("{ command = \"tell-me now\" }", "the command is one word with blanks in it")]
    [InlineData("{ command = [ tell-me, now ] }", "the command has no whole path")]
    [InlineData("{ command { within = 5s } }", "the command runs nothing")]
    [InlineData("{ command { run = /bin/true, within = 1h } }", "'within' is from 1s to 10m")]
    [InlineData("{ after = 0s, mqtt = on }", "'after' is from 1s to 1d")]
    [InlineData("{ mqtt = perhaps }", "perhaps")]
    public void A_mistake_is_said_with_its_remedy(string notify, string expected) =>
        Assert.Contains(Problems(HouseWith($"notify {notify}")), problem => problem.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData($"{{ webhook {{ url = \"https://hooks.example.com/\", secret = {Canary} }} }}")]
    [InlineData($"{{ webhook {{ url = \"https://hooks.example.com/\", secret {{ {Canary} = x }} }} }}")]
    [InlineData($"{{ webhook {{ url = \"https://hooks.example.com/\", secret {{ env = \"{Canary}\" }} }} }}")]
    [InlineData($"{{ webhook {{ url = \"https://me:{Canary}@hooks.example.com/\", secret {{ env = S }} }} }}")]
    public void A_secret_in_the_wrong_place_is_refused_and_never_shown(string notify)
    {
        var read = Read(HouseWith($"notify {notify}"));

        Assert.True(read.HasErrors);
        Assert.DoesNotContain(Canary, string.Join('\n', read.Problems), StringComparison.Ordinal);
    }

    private static NotifyDefinition? Notify(string lines)
    {
        var read = Read(HouseWith($"notify {{\n{lines}\n}}"));
        Assert.Empty(read.Problems);
        return read.Definition!.Notify;
    }
}
