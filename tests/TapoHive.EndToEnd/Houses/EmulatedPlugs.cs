using System.Globalization;
using System.Net;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;

namespace TapoHive.EndToEnd.Houses;

/// <summary>
/// Emulated plugs in the test's own process: it knows what they truly do. Each house has a network and a discovery port of its own.
/// </summary>
internal sealed class EmulatedPlugs : IAsyncDisposable
{
    public const string Username = "me@example.com";
    public const string Password = "correct horse battery";
    private static int _networks;

    private EmulatedPlugs(EmulatedHouse house) => House = house;

    public EmulatedHouse House { get; }

    public IReadOnlyList<EmulatedPlug> All => House.Plugs;

    public EmulatedPlug this[int number] => House.Plug(number);

    public static async Task<EmulatedPlugs> StartAsync(string mix, string username = Username, string password = Password)
    {
        var options = new HouseOptions
        {
            Mix = Mix.Of(mix),
            Binding = new HouseBinding.AddressEach(NextNetwork(), 0),
            DiscoveryPort = 0,
            Username = username,
            Password = password,
            LogCapacity = 100_000,
        };
        return new EmulatedPlugs(await EmulatedHouse.StartAsync(options, TestContext.Current.CancellationToken));
    }

    public static Fault Fault(string text) => FaultGrammar.Parse(text) switch
    {
        Parsed<FaultOrder>.Ok(FaultOrder.Lasting lasting) => lasting.Fault,
        var other => throw new FormatException($"{text}: {other}"),
    };

    /// <summary>How often a method truly reached a plug.</summary>
    public static int Count(EmulatedPlug plug, string method) => plug.Requests.Count(seen => seen.Method == method);

    public bool AreAll(PowerState power) => All.All(plug => plug.Outlets.All(outlet => outlet.Power == power));

    /// <summary>Orders faults as a command line does.</summary>
    public void Order(string fault)
    {
        var order = ((Parsed<FaultOrder>.Ok)FaultGrammar.Parse(fault)).Value;
        Assert.Null(House.Order(order));
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    private static IPNetwork NextNetwork()
    {
        var number = Interlocked.Increment(ref _networks);
        return IPNetwork.Parse(string.Create(CultureInfo.InvariantCulture, $"127.{30 + (Environment.ProcessId % 25)}.{number}.0/24"));
    }
}
