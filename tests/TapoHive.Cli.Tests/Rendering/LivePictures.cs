using System.Collections.Immutable;
using System.Text.RegularExpressions;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Contract;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Cli.Tests.Rendering;

public sealed partial class LivePictures
{
    [Fact]
    public void A_run_shows_each_outlet_while_they_fit()
    {
        using var terminal = new VirtualTerminal(80, 24);

        RunPicture.Draw(terminal.Screen(), Run(("lamp", OutletOutcome.Converged), ("heater", OutletOutcome.Pending), ("fan", OutletOutcome.Failed)), TimeSpan.FromSeconds(2));

        Assert.Equal(
            """
            OUTLET  WANTED  STATE      TOOK
            lamp    on      converged  40 ms
            heater  on      ...
            fan     on      failed     40 ms  dark
            1 of 3 converged, 1 failed ... 2 s
            """,
            terminal.Text);
    }

    [Fact]
    public void Of_many_it_shows_trouble_and_what_is_awaited()
    {
        using var terminal = new VirtualTerminal(80, 8);
        var outlets = Enumerable.Range(1, 500).Select(static n => ($"plug-{n:000}", n == 400 ? OutletOutcome.Failed : n <= 300 ? OutletOutcome.Converged : OutletOutcome.Pending));

        RunPicture.Draw(terminal.Screen(), Run([.. outlets]), TimeSpan.FromSeconds(2));

        Assert.Equal(
            """
            OUTLET    WANTED  STATE   TOOK
            plug-400  on      failed  40 ms  dark
            plug-301  on      ...
            plug-302  on      ...
            ... and 497 more
            300 of 500 converged, 1 failed ... 2 s
            """,
            terminal.Text);
    }

    [Fact]
    public async Task Watching_on_a_terminal_keeps_a_table_below_the_changes()
    {
        using var terminal = new VirtualTerminal(80, 24);
        var lamp = Outlet("lamp", PowerState.On);
        await WatchAsync(terminal, lines =>
        {
            lines.Show([lamp, Outlet("heater", PowerState.Off)]);
            lines.Show([lamp with { Reported = PowerState.Off, Desired = PowerState.Off }]);
            lines.Show([lamp with { Reported = PowerState.Off, Desired = PowerState.Off }]);
        });

        var text = Clock().Replace(terminal.Text, "hh:mm:ss");
        Assert.Equal(
            """
            hh:mm:ss  lamp  off  LoggedIn
            OUTLET  ROOM  DESIRED  REPORTED  CHANGED   PROBLEM
            heater  hall  -        off       -
            lamp    hall  off      off       hh:mm:ss
            Watching 2 outlets. Ctrl-C ends.
            """,
            text);
    }

    [Fact]
    public async Task A_hive_that_went_away_and_came_back_is_said_and_only_news_are_told()
    {
        using var terminal = new VirtualTerminal(80, 24);
        var lamp = Outlet("lamp", PowerState.On);
        await WatchAsync(terminal, lines =>
        {
            lines.Show([lamp, Outlet("heater", PowerState.Off)]);
            lines.SayAway();
            Assert.Contains("The hive stopped, or let this client go.", terminal.Text, StringComparison.Ordinal);
            lines.StartOver();
            lines.Show([lamp]);
        });

        Assert.DoesNotContain("The hive stopped", terminal.Text, StringComparison.Ordinal);
        Assert.Contains("The hive answers again.\n", terminal.Text, StringComparison.Ordinal);
        Assert.Contains("heater  is no longer here", terminal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lamp  on  LoggedIn", terminal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(200)]
    public void A_thousand_outlets_are_rooms_and_what_needs_a_look(int width)
    {
        using var terminal = new VirtualTerminal(width, 24);
        var report = Large(1_000);

        StatusTable.Write(report, terminal.Screen(), StatusDetail.Readable);

        var lines = terminal.Text.Split('\n');
        Assert.True(lines.Length <= 24, $"{lines.Length} lines");
        Assert.All(lines.Where(static line => !line.EndsWith('.')), line => Assert.True(line.Length <= width, line)); // sentences are the terminal's to fold
        Assert.Contains(lines, static line => line.StartsWith("hall", StringComparison.Ordinal) && line.EndsWith('2'));
        Assert.Contains("1000 outlets: 997 as wanted, 1 not there yet, 2 problems. 'status --all' shows each outlet.", terminal.Text.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_them_are_shown_where_that_is_asked_or_nobody_looks()
    {
        using var terminal = new VirtualTerminal(80, 24);
        var report = Large(1_000);
        StatusTable.Write(report, terminal.Screen(), StatusDetail.EveryOutlet);

        Assert.Contains("plug-0999", terminal.Text, StringComparison.Ordinal);
        Assert.Contains("plug-0999", Typing.Drawn(screen => StatusTable.Write(report, screen, StatusDetail.Readable)), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d\d:\d\d:\d\d", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Clock();

    private static StatusReport Large(int count) => new(
        [
            .. Enumerable.Range(0, count).Select(static n => Outlet($"plug-{n:0000}", n % 2 == 0 ? PowerState.On : PowerState.Off) with
            {
                Room = (n % 4) switch { 0 => "hall", 1 => "kitchen", 2 => "office", _ => null },
                Problem = n is 8 or 12 ? new ProblemReport("dark", $"Plug 'plug-{n:0000}' does not answer.", SampleHouse.Now) : null,
                Converged = n != 5,
            }),
        ],
        [new HouseStatus("hillside", count, default)]);

    private static async Task WatchAsync(VirtualTerminal terminal, Action<WatchLines> watch)
    {
        var verb = new Verb("look", "", ("look", ""));
        var globals = new GlobalOptions();
        verb.Does(globals, terminal.Screen(), (context, _) =>
        {
            using var lines = new WatchLines(context, TimeSpan.Zero);
            watch(lines);
            return Task.FromResult(0);
        });
        foreach (var option in globals.All)
        {
            verb.Options.Add(option);
        }

        Assert.Equal(0, await verb.Parse("").InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    private static RunReport Run(params (string Name, OutletOutcome Outcome)[] outlets) => new(
        "hillside/7",
        RunOutcome.Accepted,
        SampleHouse.Now,
        null,
        [
            .. outlets.Select(static it => new RunOutletReport(
                it.Name,
                "hillside",
                PowerState.On,
                it.Outcome,
                it.Outcome == OutletOutcome.Pending ? null : 40,
                1,
                it.Outcome == OutletOutcome.Failed ? new ProblemReport("dark", "It does not answer.", SampleHouse.Now) : null)),
        ]);

    private static OutletStatus Outlet(string name, PowerState state) => new(
        name, "hillside", name, "hall", [], null, null, state, true, SessionPhase.LoggedIn, false, Transport.Klap, "192.0.2.1:80", "P110", null, null, 3, null);
}
