using TapoHive.EndToEnd.Running;
using TapoHive.Network.Networks;

namespace TapoHive.Network.Houses;

/// <summary>A hive on a machine of a laboratory, and its user.</summary>
internal sealed class HiveAt
{
    private HiveAt(Home user, Tapohive process) => (User, Process) = (user, process);

    public Home User { get; }

    public Tapohive Process { get; private set; }

    /// <summary>Brings a house up that looks for plugs in these ways.</summary>
    public static async Task<HiveAt> UpAsync(Lab lab, Machine machine, string discovery, string rest = "")
    {
        var user = lab.UserAt(machine);
        user.Write("password", Plugs.Password);
        var file = user.Write(
            "house.conf",
            $$"""
            house {
              name = test
              time-zone = "Europe/London"
              accounts.default { username = "{{Plugs.Username}}", password { file = password } }
              discovery { {{discovery}} }
              {{rest}}
            }
            """);
        return new HiveAt(user, await StartAsync(user, "up", "--house", file));
    }

    /// <summary>As after a power cut: it dies without a word, and comes back with the houses it knows.</summary>
    public async Task RestartAsync()
    {
        await Process.KillAsync();
        Process = await StartAsync(User, "up");
    }

    /// <summary>What a command answers, asked again until it is as expected.</summary>
    public async Task<CommandResult> UntilAsync(Func<CommandResult, bool> expected, string what, params string[] command)
    {
        var giveUp = Environment.TickCount64 + (long)Until.Patience.TotalMilliseconds;
        while (true)
        {
            var result = await User.AskAsync(command);
            if (expected(result))
            {
                return result;
            }

            Assert.True(Environment.TickCount64 < giveUp, $"Waited in vain until {what}. {result}\n{Process}");
        }
    }

    private static async Task<Tapohive> StartAsync(Home user, params string[] arguments)
    {
        var process = user.Start(arguments);
        await process.SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the hive takes commands");
        return process;
    }
}
