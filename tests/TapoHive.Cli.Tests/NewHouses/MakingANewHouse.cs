using System.Globalization;
using System.Net;
using System.Text.Json;
using Spectre.Console.Testing;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Domain.HouseFiles;
using TapoHive.Emulator.Houses;

namespace TapoHive.Cli.Tests.NewHouses;

public sealed class MakingANewHouse : IDisposable
{
    private const string Password = "correct horse";
    private readonly TemporaryFolder _folder = new();

    private string House => Path.Combine(_folder.Path, "house.conf");

    private string Secret => Path.Combine(_folder.Path, "house.password");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_conversation_leads_from_nothing_to_a_checked_house_file()
    {
        await using var plugs = await PlugsAsync();
        var console = Person(
            " me@example.com", "me@example.com", "wrong", Password, // blanks refused; a KLAP plug refuses the password by itself
            "y", "", "hall", "", "", // names: the first as in the app and in a room, the second left to the app
            "Home Sweet Home", "", // refused with what could be written, then as proposed
            "Europe/Lodnon", "Europe/London",
            "95, 0", "51.48, -0.61",
            "y");

        var result = await InitAsync(console, plugs);

        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.DoesNotContain(Password, console.Output, StringComparison.Ordinal);
        Assert.Contains("2 plugs of your account answer.", console.Output, StringComparison.Ordinal);
        Assert.Contains("The password is right: a plug has shown that it knows it.", console.Output, StringComparison.Ordinal);
        Assert.Contains("write home-sweet-home.", Flat(console.Output), StringComparison.Ordinal);
        Assert.Contains("did you mean Europe/London?", Flat(console.Output), StringComparison.Ordinal);
        Assert.Contains("'95, 0' is no place.", Flat(console.Output), StringComparison.Ordinal);
        Assert.Contains("up --house ", result.Out, StringComparison.Ordinal);

        var read = HouseFile.Read(House);
        Assert.Empty(read.Problems);
        Assert.Equal(("home", "Europe/London", 51.48), (read.Definition!.Name.Value, read.Definition.TimeZone, read.Definition.Location!.Latitude));
        Assert.Equal((plugs.DiscoveryPort, "127.255.255.255"), (read.Definition.Discovery.Port, Assert.Single(read.Definition.Discovery.Targets).Value));
        Assert.Equal("hall", Assert.Single(read.Definition.Plugs).Room);

        // The scene and the schedule in it hold as soon as their '#' is taken away.
        var text = await File.ReadAllTextAsync(House, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(House, text.Replace("# scenes ", "scenes ", StringComparison.Ordinal).Replace("# schedules ", "schedules ", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var tried = HouseFile.Read(House);
        Assert.False(tried.HasErrors, string.Join('\n', tried.Problems));
        Assert.Equal(("evening", "dusk"), (Assert.Single(tried.Definition!.Scenes!.Value).Name.Value, Assert.Single(tried.Definition.Schedules!.Value).Name.Value));
        Assert.Equal(Password, (await File.ReadAllTextAsync(Secret, TestContext.Current.CancellationToken)).TrimEnd('\n'));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Secret));
    }

    [Fact]
    public async Task Nothing_is_written_where_a_person_changes_their_mind()
    {
        var console = Person("me@example.com", Password, "home", "Europe/London", "", "n");

        var result = await InitAsync(console, null, "--offline");

        Assert.Equal((ExitCode.Error, "Nothing was written.\n"), (result.Code, result.Error));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Where_nothing_answers_the_causes_are_told_and_another_place_may_be_named()
    {
        await using var plugs = await PlugsAsync();
        var console = Person(
            "me@example.com", Password,
            "nowhere", "127.255.255.255", // nothing at the first place
            "n", "home", "Europe/London", "", "y");

        var result = await InitAsync(console, null, "--target", "127.99.0.1", "--port", plugs.DiscoveryPort.ToString(CultureInfo.InvariantCulture), "--timeout", "1s");

        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.Contains("'nowhere' is no place to look.", Flat(console.Output), StringComparison.Ordinal);
        Assert.Contains("A plug answers only when it is in the Wi-Fi", Flat(console.Output), StringComparison.Ordinal);
        Assert.Equal("127.99.0.1 127.255.255.255", string.Join(' ', HouseFile.Read(House).Definition!.Discovery.Targets));
    }

    [Fact]
    public async Task Files_that_are_there_stay_unless_their_replacement_is_confirmed()
    {
        await File.WriteAllTextAsync(House, "mine", TestContext.Current.CancellationToken);

        var kept = await InitAsync(Person("me@example.com", Password, "home", "Europe/London", "", "n"), null, "--offline");
        Assert.Equal((ExitCode.Error, "mine"), (kept.Code, await File.ReadAllTextAsync(House, TestContext.Current.CancellationToken)));

        var replaced = await InitAsync(Person("me@example.com", Password, "home", "Europe/London", "", "y", "y"), null, "--offline");
        Assert.Equal(ExitCode.Done, replaced.Code);
        Assert.NotNull(HouseFile.Read(House).Definition);
    }

    [Fact]
    public async Task Scripts_say_all_on_the_command_line_and_get_JSON()
    {
        await using var plugs = await PlugsAsync();
        var secret = Path.Combine(_folder.Path, "secret");
        await File.WriteAllTextAsync(secret, Password + "\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var result = await Typing.TypeAsync(
            "init", House, "--username", "me@example.com", "--password-file", secret, "--zone", "Europe/London", "--place", "51.48,-0.61", "--name", "villa", "--ask",
            "--target", "127.255.255.255", "--port", plugs.DiscoveryPort.ToString(CultureInfo.InvariantCulture), "--timeout", "2s", "-o", "json");

        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(("villa", House, secret, "proven"), (
            json.RootElement.GetProperty("house").GetString(),
            json.RootElement.GetProperty("file").GetString(),
            json.RootElement.GetProperty("secret").GetString(),
            json.RootElement.GetProperty("account").GetString()));
        Assert.All(json.RootElement.GetProperty("sightings").EnumerateArray(), static plug => Assert.Equal("ours", plug.GetProperty("owner").GetString()));
        var read = HouseFile.Read(House);
        Assert.Empty(read.Problems);
        Assert.Equal(Domain.Houses.Adoption.Ask, read.Definition!.Discovery.Adopt);
    }

    [Fact]
    public async Task A_password_that_a_plug_refuses_is_not_written_down()
    {
        await using var plugs = await PlugsAsync();

        var result = await Typing.TypeAsync(
            Typing.ScreenOf(answer: "wrong\n"),
            "init", House, "--username", "me@example.com", "--password-stdin",
            "--target", "127.255.255.255", "--port", plugs.DiscoveryPort.ToString(CultureInfo.InvariantCulture), "--timeout", "2s");

        Assert.Equal((ExitCode.Error, ""), (result.Code, result.Out));
        Assert.Contains("was set up with another account or password.", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("init", "There is nobody to ask here.")]
    [InlineData("init --username me@example.com", "There is nobody to ask here.")]
    [InlineData("init --username me@example.com --password-file /nowhere", "There is no file '/nowhere'.")]
    [InlineData("init --username me@example.com --password-stdin --password-file x", "The password comes from a file or from standard input, not from both.")]
    [InlineData("init --zone Europe/Lodnon", "'Europe/Lodnon' is no time zone; did you mean Europe/London?")]
    [InlineData("init --place here", "'here' is no place.")]
    [InlineData("init --name Home", "write home.")]
    [InlineData("init --target nowhere", "'nowhere' is no place to look.")]
    [InlineData("init --port 0", "A port is from 1 to 65535.")]
    public async Task Nobody_to_ask_or_nonsense_is_refused(string typed, string error)
    {
        var result = await Typing.TypeAsync(typed.Split(' '));

        Assert.Equal((ExitCode.Usage, ""), (result.Code, result.Out));
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_others_can_read_is_refused()
    {
        var secret = Path.Combine(_folder.Path, "secret");
        await File.WriteAllTextAsync(secret, Password, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var result = await Typing.TypeAsync("init", House, "--username", "me@example.com", "--password-file", secret, "--offline");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains($"Run: chmod 600 {secret}", result.Error, StringComparison.Ordinal);
    }

    private static Task<EmulatedHouse> PlugsAsync() => EmulatedHouse.StartAsync(
        new HouseOptions
        {
            Mix = Mix.Of("klap=2", 2),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.41.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = "me@example.com",
            Password = Password,
        },
        TestContext.Current.CancellationToken);

    private static TestConsole Person(params string[] answers)
    {
        var console = new TestConsole().Interactive().Width(200);
        foreach (var answer in answers)
        {
            console.Input.PushTextWithEnter(answer);
        }

        return console;
    }

    private static string Flat(string text) => text.ReplaceLineEndings(" ");

    private Task<Typed> InitAsync(TestConsole console, EmulatedHouse? plugs, params string[] options) => Typing.TypeAsync(
        Typing.ScreenOf(asking: Asking.APerson) with { Talking = () => console },
        [
            "init", House, .. options,
            .. plugs is null ? (string[])[] : ["--target", "127.255.255.255", "--port", plugs.DiscoveryPort.ToString(CultureInfo.InvariantCulture), "--timeout", "2s"],
        ]);
}
