using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TapoHive.Alerts.Tests;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>Trouble is told by the whole program, on real sockets and to a real process.</summary>
public sealed class NotifyTests
{
    [Fact]
    public async Task What_was_not_delivered_when_the_hive_was_killed_the_next_one_delivers()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        await using var hook = new Hook { Usually = 503 };
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home(("TAPOHIVE_PLUGS_LONGEST_PAUSE", "2s"), ("TAPOHIVE_PLUGS_POLL_EVERY", "2s"));
        home.Write("hook", $"whsec_{Convert.ToBase64String(key)}\n");
        var written = Path.Combine(home.Folder, "written");
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, $$"""
            {{HouseText.Plugs(plugs, ["heater", "fan"])}}
            notify { after = 1s, pause = 1s, webhook { url = "{{hook.Url}}", secret { file = hook } }, command = [ "/bin/sh", "-c", "cat >> {{written}}" ] }
            """));
        await new Watch(home).LoggedInAsync(2);

        plugs[1].Inject(EmulatedPlugs.Fault("dark:refused"));
        plugs[1].ForgetSessions();
        var refused = await hook.NextAsync();
        await Until.TrueAsync(() => File.Exists(written) && File.ReadAllText(written).EndsWith('\n') && Lines(written).Length == 1, "the program is told on its standard input");
        Assert.Equal(["heater"], Names(Lines(written)[0], "not-converged"));
        await hive.KillAsync();
        hook.Usually = 204;
        await hive.UpAgainAsync();
        var taken = await TakenAsync(hook);

        Assert.Equal((refused.Id, 503), (taken.Id, refused.Answer));
        Assert.Equal(["heater"], Names(Encoding.UTF8.GetString(taken.Body), "not-converged"));
        Assert.Equal(Signature(key, taken), taken.Signature);

        plugs[1].ClearFaults();
        var healed = await TakenAsync(hook);

        // What was taken once is not told again.
        Assert.Equal(["heater"], Names(Encoding.UTF8.GetString(healed.Body), "healed"));
        Assert.Empty(Names(Encoding.UTF8.GetString(healed.Body), "not-converged"));
        Assert.Equal(Signature(key, healed), healed.Signature);
    }

    private static async Task<Hook.Posted> TakenAsync(Hook hook)
    {
        while (true)
        {
            if (await hook.NextAsync() is { Answer: 204 } taken)
            {
                return taken;
            }
        }
    }

    private static string[] Lines(string file) => File.ReadAllLines(file);

    private static IEnumerable<string> Names(string message, string kind) => JsonNode.Parse(message)!["data"]!["alerts"]!.AsArray()
        .Where(group => (string?)group!["kind"] == kind)
        .SelectMany(static group => group!["items"]!.AsArray())
        .Select(static item => (string)item!["name"]!);

    // As a receiver does it: HMAC-SHA256 over id, timestamp and body.
    private static string Signature(byte[] key, Hook.Posted posted) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{posted.Id}.{posted.Timestamp}."), .. posted.Body]))}";
}
