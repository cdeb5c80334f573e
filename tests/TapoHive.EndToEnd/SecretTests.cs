using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Faults;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>Canaries: secrets that are easy to recognise, looked for everywhere after a session in which much went wrong.</summary>
public sealed class SecretTests
{
    private const string Username = "canary-4711@example.com";
    private const string Right = "Kanarienvogel-8153";
    private const string Wrong = "Zeisig-wrong-2966";

    [Fact]
    public async Task Neither_password_nor_what_is_made_of_it_is_left_anywhere()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("aes=2,klap=2,klap1=1,strip=1", Username, Right);
        await using var home = new Home(("TAPOHIVE_LOG_LEVEL", "trace"), ("TAPOHIVE_PLUGS_LONGEST_PAUSE", "5s"));
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, username: Username), Wrong);
        var watch = new Watch(home);
        await watch.ShowsAsync(
            static now => now.Count >= 6 && now.Values.All(static outlet => outlet["problem"] is not null),
            "all refuse the password",
            Until.Patience);
        await hive.StopAsync();

        home.Write("password", Right);
        await hive.UpAgainAsync();
        await watch.ShowsAsync(static now => now.Values.Count(Outlet.IsFine) >= 8, "all are fine", Until.Patience);
        foreach (var (plug, fault) in plugs.All.Zip(["expired", "garbage:body", "signature", "drop:after", "error:-1008", "dark:mute"]))
        {
            var scope = fault == "dark:mute" ? new FaultScope(For: TimeSpan.FromSeconds(8)) : new FaultScope(Next: 4);
            plug.Inject(EmulatedPlugs.Fault(fault), scope);
        }

        await home.TypeAsync("on", "all");
        await home.TypeAsync("why", "fridge");
        await watch.ShowsAsync(
            static now => now.Values.Count(outlet => Outlet.IsFine(outlet) && Outlet.Reported(outlet) == "on") >= 8,
            "all are on",
            Until.Patience);
        Assert.True(plugs.AreAll(PowerState.On));
        var commandLine = await File.ReadAllTextAsync($"/proc/{hive.Process.Id}/cmdline");
        await hive.KillAsync();

        Assert.True(Directory.EnumerateFiles(home.Data, "journal.db*").Count() >= 2, "The write-ahead log is part of what is searched.");
        var places = Directory.EnumerateFiles(home.Folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetDirectoryName(path) != home.Folder)
            .Select(static path => (Place: path, Content: File.ReadAllBytes(path)))
            .Append((Place: "the command line", Content: Encoding.UTF8.GetBytes(commandLine)))
            .Concat(home.Started.Select(static process =>
                (Place: process.Command, Content: Encoding.UTF8.GetBytes(process.Out.Text + process.Error.Text))))
            .ToList();
        foreach (var (what, canary) in Canaries(Right).Concat(Canaries(Wrong)).Append(("a session cookie", "TP_SESSIONID"u8.ToArray())))
        {
            Assert.All(places, place => Assert.True(place.Content.AsSpan().IndexOf(canary) < 0, $"{what} stands in {place.Place}"));
        }

        Assert.Contains(places, static place => place.Content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Username)) >= 0);
    }

    private static IEnumerable<(string What, byte[] Canary)> Canaries(string password)
    {
        yield return ("the password", Encoding.UTF8.GetBytes(password));
        yield return ("the password in UTF-16", Encoding.Unicode.GetBytes(password));
        yield return ("the password in base64", Base64(Encoding.UTF8.GetBytes(password)));
        (string Name, byte[] Hash)[] hashes =
        [
            ("MD5", Md5(Encoding.UTF8.GetBytes(password))),
            ("SHA-1", Sha1(Encoding.UTF8.GetBytes(password))),
            ("SHA-256", SHA256.HashData(Encoding.UTF8.GetBytes(password))),
            ("KLAP 2 hash", SHA256.HashData([.. Sha1(Encoding.UTF8.GetBytes(Username)), .. Sha1(Encoding.UTF8.GetBytes(password))])),
            ("KLAP 1 hash", Md5([.. Md5(Encoding.UTF8.GetBytes(Username)), .. Md5(Encoding.UTF8.GetBytes(password))])),
        ];
        foreach (var (name, hash) in hashes)
        {
            var hex = Convert.ToHexStringLower(hash);
            yield return ($"its {name}", hash);
            yield return ($"its {name} in hex", Encoding.UTF8.GetBytes(hex));
            yield return ($"its {name} in capital hex", Encoding.UTF8.GetBytes(hex.ToUpperInvariant()));
            yield return ($"its {name} in base64", Base64(hash));
            yield return ($"the base64 of its {name} in hex", Base64(Encoding.UTF8.GetBytes(hex)));
        }
    }

    private static byte[] Base64(byte[] data) => Encoding.UTF8.GetBytes(Convert.ToBase64String(data).TrimEnd('='));

#pragma warning disable CA5350, CA5351 // What the plugs' protocols make of passwords.
    private static byte[] Sha1(byte[] data) => SHA1.HashData(data);

    private static byte[] Md5(byte[] data) => MD5.HashData(data);
#pragma warning restore CA5350, CA5351
}
