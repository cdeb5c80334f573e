using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd.Houses;

/// <summary>A user's running hive: the process <c>tapohive up</c>.</summary>
internal sealed class Hive
{
    private readonly Home _home;
    private Tapohive _process;

    private Hive(Home home, Tapohive process) => (_home, _process) = (home, process);

    /// <summary>Its process.</summary>
    public Tapohive Process => _process;

    /// <summary>Brings a house up and waits until it says that it takes commands.</summary>
    public static async Task<Hive> UpAsync(Home home, string house, string password = EmulatedPlugs.Password)
    {
        home.Write("password", password);
        var file = home.Write("house.conf", house);
        return new Hive(home, await StartAsync(home, "up", "--house", file));
    }

    /// <summary>Starts it again after it was killed or stopped, as a service manager does: with the houses it knows.</summary>
    public async Task UpAgainAsync() => _process = await StartAsync(_home, "up");

    public Task KillAsync() => _process.KillAsync();

    public async Task StopAsync()
    {
        _process.Signal(Signals.Terminate);
        (await _process.EndAsync()).Exits(0);
    }

    private static async Task<Tapohive> StartAsync(Home home, params string[] arguments)
    {
        var process = home.Start(arguments);
        await process.SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the hive takes commands");
        return process;
    }
}
