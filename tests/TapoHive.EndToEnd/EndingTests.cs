using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>How a hive ends, and how it does not even begin.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task A_hive_that_is_told_to_stop_leaves_no_door_behind(int signal)
    {
        await using var home = new Home();
        var up = home.Start("up", "--demo", "2");
        await up.SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the demonstration is up");
        var gate = Path.Combine(home.DemoData, "gate.address");
        Assert.True(File.Exists(gate));

        up.Signal(signal);

        (await up.EndAsync()).Exits(0);
        Assert.False(File.Exists(gate));
        (await home.TypeAsync("status")).Exits(3);
    }

    [Fact]
    public async Task A_house_file_with_mistakes_is_refused_with_line_and_remedy()
    {
        await using var home = new Home();
        var file = home.Write(
            "house.conf",
            """
            house {
              name = flat
              accounts.default { username = "me@example.com", password { file = password } }
              discovery { targets = [ "127.255.255.255" ], every = 1s }
              plugs {
                lamp { mac = "00-00-5E-00-53-0", rom = hall }
              }
            }
            """);

        var up = (await home.TypeAsync("up", "--house", file)).Exits(1);

        Assert.Contains("house.conf:4:", up.Error);
        Assert.Contains("Write for example every = 60s", up.Error);
        Assert.Contains("house.conf:6:", up.Error);
        Assert.Contains("twelve hexadecimal digits", up.Error);
        Assert.Contains("'room'", up.Error);
        Assert.Contains("the hive was not started", up.Error);
        Assert.False(File.Exists(Path.Combine(home.Data, "gate.address")));
    }

    [Fact]
    public async Task A_house_file_that_is_not_there_is_named()
    {
        await using var home = new Home();

        var up = (await home.TypeAsync("up", "--house", "nowhere.conf")).Exits(1);

        Assert.Contains("nowhere.conf", up.Error);
    }
}
