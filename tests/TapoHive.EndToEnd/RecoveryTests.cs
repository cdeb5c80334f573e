using System.Globalization;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>The power goes, or the system kills the hive, at the worst of moments: what was accepted is done, once.</summary>
public sealed class RecoveryTests
{
    private const int UsualKills = 10;

    /// <summary>Troubles that end after a few requests, and after which nothing from before a kill is left to land later.</summary>
    private static readonly (string Fault, int Requests)[] Troubles =
    [
        ("drop:before", 1), ("drop:after", 1), ("expired", 1), ("hang-up", 3), ("ignore", 1), ("garbage:body", 1), ("signature", 1),
        ("delay:200ms", 2), ("busy", 1),
    ];

    /// <summary>How often it is killed: enough for every day, or as often as the environment says.</summary>
    private static int Kills => Environment.GetEnvironmentVariable("TAPOHIVE_KILLS") is { } kills
        ? int.Parse(kills, CultureInfo.InvariantCulture)
        : UsualKills;

    [Fact]
    public async Task A_hive_killed_at_any_moment_carries_out_what_it_had_accepted_and_nothing_twice()
    {
        var random = new Random(20261123);
        await using var plugs = await EmulatedPlugs.StartAsync("klap=4,aes=3,klap1=1,strip=1");
        await using var home = new Home(("TAPOHIVE_PLUGS_LONGEST_PAUSE", "5s"));
        var relays = Relays(plugs).ToDictionary(static relay => relay.Name, StringComparer.Ordinal);
        var ledger = new Ledger(relays.Keys);
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, plugs.All.Select(static plug => $"p{plug.Number}")));
        await new Watch(home).LoggedInAsync(relays.Count);

        var (commands, unanswered, middle) = (0, 0, 0);
        for (var kill = 1; kill <= Kills; kill++)
        {
            foreach (var plug in plugs.All.Where(_ => random.Next(3) == 0))
            {
                var (fault, requests) = Troubles[random.Next(Troubles.Length)];
                plug.Inject(EmulatedPlugs.Fault(fault), new FaultScope(After: random.Next(3), Next: requests));
            }

            string[] outlets = [.. ledger.Outlets.Where(_ => random.Next(2) == 0).DefaultIfEmpty("p1")];
            var power = random.Next(2) == 0 ? PowerState.On : PowerState.Off;
            var command = home.Start([power == PowerState.On ? "on" : "off", .. outlets, "--no-wait"]);
            await MomentAsync(random, plugs, command);
            await hive.KillAsync();
            var accepted = (await command.EndAsync()).ExitCode == 0;
            middle += accepted && outlets.Any(outlet => relays[outlet].Power != power) ? 1 : 0;

            await hive.UpAgainAsync();
            var desired = (await home.AskAsync("status")).Exits(0).Outlets;
            if (!accepted && outlets.All(outlet => Outlet.Desired(desired[outlet]) == Word(power)))
            {
                // The answer was lost, not the command.
                (accepted, unanswered) = (true, unanswered + 1);
            }

            if (accepted)
            {
                ledger.Accept(outlets, power);
                commands++;
            }

            var round = $"after kill {kill}";
            Assert.All(ledger.Outlets, outlet =>
            {
                var wanted = Outlet.Desired(desired[outlet]) ?? "off";
                Assert.True(wanted == Word(ledger[outlet]), $"{round}: {outlet} is to be {wanted}, {ledger[outlet]} was accepted.");
            });
            if (random.Next(2) == 0)
            {
                await CarriedOutAsync(relays, ledger, round);
            }
        }

        await CarriedOutAsync(relays, ledger, "in the end");
        await new Watch(home).AllShowAsync(relays.Count, Outlet.IsFine, "are fine");
        Assert.All(relays.Values, relay => Assert.True(
            relay.Movements <= ledger.Changes(relay.Name),
            $"{relay.Name} moved {relay.Movements} times for {ledger.Changes(relay.Name)} changes."));
        var (owed, moved) = (ledger.Outlets.Sum(ledger.Changes), relays.Values.Sum(static relay => relay.Movements));
        TestContext.Current.SendDiagnosticMessage(
            $"{Kills} kills; {commands} commands accepted, {unanswered} of them without an answer, {middle} not yet carried out "
            + $"when it was killed; {owed} changes owed, {moved} movements.");
    }

    // Some kills come at a time, some at a number of requests that reached plugs, some right after the acceptance: together they spread
    // over the whole of a run.
    private static async Task MomentAsync(Random random, EmulatedPlugs plugs, Tapohive command)
    {
        var stop = TestContext.Current.CancellationToken;
        switch (random.Next(3))
        {
            case 0:
                await Task.Delay(random.Next(0, 2000), stop);
                break;
            case 1:
                var enough = Requests(plugs) + random.Next(1, 40);
                var over = Environment.TickCount64 + 3_000;
                await Until.TrueAsync(
                    () => Requests(plugs) >= enough || (command.HasEnded && Environment.TickCount64 > over),
                    "the run is under way");
                break;
            default:
                await command.EndAsync();
                await Task.Delay(random.Next(0, 40), stop);
                break;
        }
    }

    private static int Requests(EmulatedPlugs plugs) => plugs.All.Sum(static plug => plug.Requests.Count);

    private static Task CarriedOutAsync(Dictionary<string, Relay> relays, Ledger ledger, string when) => Until.TrueAsync(
        () => ledger.Outlets.All(outlet => relays[outlet].Power == ledger[outlet]),
        () => $"{when} all is as accepted, unlike {string.Join(", ", ledger.Outlets.Where(outlet => relays[outlet].Power != ledger[outlet]))}");

    private static string Word(PowerState power) => power == PowerState.On ? "on" : "off";

    private static IEnumerable<Relay> Relays(EmulatedPlugs plugs) => plugs.All.SelectMany(static plug => plug.Outlets.Length > 1
        ? plug.Outlets.Zip("abc", (outlet, letter) => new Relay($"p{plug.Number}.{letter}", plug, outlet.Slot))
        : [new Relay($"p{plug.Number}", plug, OutletSlot.Whole)]);

    private sealed record Relay(string Name, EmulatedPlug Plug, OutletSlot Slot)
    {
        public PowerState Power => Plug.PowerOf(Slot);

        public int Movements => Plug.Movements.Count(movement => movement.Slot == Slot);
    }
}
