using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd.Houses;

/// <summary>The demonstration, as a user with an empty home folder starts it.</summary>
public sealed class Demo : IAsyncLifetime
{
    /// <summary>Eight plugs, one of them a strip of three.</summary>
    internal const int Outlets = 10;

    internal Home Home { get; } = new();

    internal Tapohive Up { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Up = Home.Start("up", "--demo");
        await Up.SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the demonstration is up");

        // It does not wait for its plugs for ever, and on a busy machine they may be later.
        await new Watch(Home).LoggedInAsync(Outlets);
    }

    public ValueTask DisposeAsync() => Home.DisposeAsync();
}
