using System.Globalization;
using System.Net;
using TapoHive.Actors.Houses;
using TapoHive.Control.Keys;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;

namespace TapoHive.Cli.Verbs;

/// <summary>
/// The demonstration: emulated plugs on loopback addresses and free high ports, and a house file that finds them by discovery and
/// adopts them, as it would real ones. Nothing leaves the machine and nothing from outside comes in.
/// </summary>
public static class DemoHouse
{
    /// <summary>What it is called.</summary>
    public static readonly HouseName Name = new("demo");

    private const string Username = "demo@example.com";
    private const string Mix = "klap=3,aes=2,strip=1,klap1=1,tpap=1";
    private static readonly IPNetwork Network = IPNetwork.Parse("127.20.0.0/16");

    /// <summary>Starts the plugs.</summary>
    public static Task<EmulatedHouse> StartPlugsAsync(int count, CancellationToken cancellation) => EmulatedHouse.StartAsync(
        new HouseOptions
        {
            Mix = Emulator.Houses.Mix.Of(Mix, count),
            Binding = new HouseBinding.AddressEach(Network, 0),
            DiscoveryPort = 0,
            Username = Username,
            Password = Password,
        },
        cancellation);

    /// <summary>Writes the house file and its secret into the data folder.</summary>
    /// <returns>The path of the house file.</returns>
    public static async Task<string> WriteAsync(DataFolder folder, EmulatedHouse plugs, CancellationToken cancellation)
    {
        var files = Path.Combine(folder.Path, "demo");
        Directory.CreateDirectory(files);
        var house = Path.Combine(files, "demo.conf");
        var secret = Path.Combine(files, "password");
        await WritePrivateAsync(secret, Password, cancellation);
        await WritePrivateAsync(
            house,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                # Written anew each time 'tapohive up --demo' starts. The plugs are emulated; this file is not: a real house looks the same.
                house {
                  name = {{Name}}
                  time-zone = "Europe/London"

                  accounts.default { username = "{{Username}}", password { file = password } }

                  discovery {
                    targets = [ "127.255.255.255" ]   # the loopback's broadcast address: emulated plugs only
                    port    = {{plugs.DiscoveryPort}}
                    every   = 10s
                    adopt   = auto
                  }
                }

                """),
            cancellation);
        return house;
    }

    /// <summary>Waits until the plugs have joined the house, or for as long as a person would.</summary>
    /// <returns>An outlet to try first; null where none has joined yet.</returns>
    public static async Task<string?> FirstOutletAsync(HouseBoard board, int plugs, TimeSpan patience, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(patience);
        while (true)
        {
            var seen = board.Version;
            var joined = board.Views.Values
                .SelectMany(view => view.Reports.Values.Where(report => report.Phase == SessionPhase.LoggedIn).Select(report => view.State.Plugs.GetValueOrDefault(report.Id)))
                .OfType<Domain.Houses.PlugRecord>()
                .Where(plug => plug.Membership == Domain.Houses.Membership.Adopted)
                .ToList();
            if (joined.Count >= plugs || enough.IsCancellationRequested)
            {
                return joined.Where(plug => plug.Outlets.ContainsKey(OutletSlot.Whole)).Select(plug => plug.Name.Value).Order(StringComparer.Ordinal).FirstOrDefault();
            }

            try
            {
                await board.WhenNewerThan(seen, enough.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Show what there is.
            }
        }
    }

    // Not a secret worth keeping, but it is kept as one: the demonstration shows how.
    private static string Password => "demo-password";

    private static async Task WritePrivateAsync(string path, string text, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(new FileStream(path, options));
        await writer.WriteAsync(text.AsMemory(), cancellation);
    }
}
