using System.Globalization;
using System.Net;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>A house in its own network with its own time, so that tests run side by side.</summary>
internal sealed class TestHouse : IAsyncDisposable
{
    public const string Username = "Me@example.com";
    public const string Password = "correct horse";
    private static int _networks;

    private TestHouse(EmulatedHouse house, WatchedTime time) => (House, Time) = (house, time);

    public EmulatedHouse House { get; }

    public WatchedTime Time { get; }

    public EmulatedPlug this[int number] => House.Plug(number);

    public static async Task<TestHouse> StartAsync(string mix, Func<HouseOptions, HouseOptions>? with = null)
    {
        var time = new WatchedTime(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
        var options = new HouseOptions
        {
            Mix = Mix.Of(mix),
            Binding = new HouseBinding.AddressEach(NextNetwork(), 0),
            DiscoveryPort = 0,
            Username = Username,
            Password = Password,
            Time = time,
        };
        return new TestHouse(await EmulatedHouse.StartAsync(with?.Invoke(options) ?? options), time);
    }

    public static IPNetwork NextNetwork()
    {
        var number = Interlocked.Increment(ref _networks);
        return IPNetwork.Parse(string.Create(CultureInfo.InvariantCulture, $"127.{60 + ((Environment.ProcessId + (number / 256)) % 150)}.{number % 256}.0/24"));
    }

    public static FaultOrder Order(string text) => FaultGrammar.Parse(text) switch
    {
        Parsed<FaultOrder>.Ok(var order) => order,
        Parsed<FaultOrder>.Error(var message) => throw new FormatException(message),
        _ => throw new InvalidOperationException(),
    };

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
