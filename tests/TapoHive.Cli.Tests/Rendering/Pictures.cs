using System.Collections.Immutable;
using NodaTime;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Contract;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Cli.Tests.Rendering;

public sealed class Pictures
{
    private static readonly OutletStatus Lamp = new(
        "lamp", "hillside", "lamp", "hall", ["light"], PowerState.On, Layer.Manual, PowerState.On, true,
        SessionPhase.LoggedIn, false, Transport.Klap, "192.0.2.1:80", "P110", null, null, 3, null);

    private static readonly OutletStatus Fridge = Lamp with
    {
        Name = "fridge",
        Plug = "fridge",
        Room = null,
        Desired = PowerState.Off,
        Converged = false,
        Phase = SessionPhase.Expired,
        ReadAgeSeconds = 7_200,
        Problem = new ProblemReport("dark", "Plug 'fridge' does not answer. Check its power.", SampleHouse.Now),
    };

    private static readonly WaitingPlugReport Fan = new("p110-00-53-07", "hillside", "00-00-5E-00-53-07", "P110", "192.0.2.7:80", Transport.Klap, null, false, 4);

    private static readonly HouseStatus Hillside = new("hillside", 2, default);

    [Fact]
    public void Status_shows_problems_first_and_says_them_below() => Assert.Equal(
        """
        OUTLET  ROOM  DESIRED  REPORTED  PHASE     READ     PROBLEM
        fridge  -     off      on        Expired   2 h ago  dark
        lamp    hall  on       on        LoggedIn  3 s ago

        Plug 'fridge' does not answer. Check its power.

        2 outlets: 1 as wanted, 1 problem.
        """,
        Typing.Drawn(screen => StatusTable.Write(new StatusReport([Lamp, Fridge], [Hillside]), screen)));

    [Fact]
    public void A_narrow_terminal_gets_fewer_columns() => Assert.Equal(
        """
        OUTLET  DESIRED  REPORTED  READ     PROBLEM
        lamp    on       on        3 s ago

        1 outlet: 1 as wanted.
        """,
        Typing.Drawn(screen => StatusTable.Write(new StatusReport([Lamp], [Hillside]), screen), width: 60));

    [Fact]
    public void Several_houses_are_told_apart() => Assert.Contains(
        "hillside/lamp",
        Typing.Drawn(screen => StatusTable.Write(new StatusReport([Lamp], [Hillside, Hillside with { Name = "villa" }]), screen)),
        StringComparison.Ordinal);

    [Fact]
    public void A_hive_without_plugs_says_what_to_do() => Assert.StartsWith(
        "No plugs yet",
        Typing.Drawn(screen => StatusTable.Write(new StatusReport([], [Hillside with { Outlets = 0 }]), screen)),
        StringComparison.Ordinal);

    [Fact]
    public void Waiting_plugs_are_mentioned_where_people_look() => Assert.Equal(
        """
        OUTLET  ROOM  DESIRED  REPORTED  PHASE     READ     PROBLEM
        lamp    hall  on       on        LoggedIn  3 s ago

        1 found plug waits to be let in: 'tapohive adopt' lists it.

        1 outlet: 1 as wanted.
        """,
        Typing.Drawn(screen => StatusTable.Write(new StatusReport([Lamp], [Hillside]) { Waiting = [Fan] }, screen)));

    [Fact]
    public void Adopt_lists_who_waits_and_says_what_to_type() => Assert.Equal(
        """
        WAITING        MAC                MODEL  ADDRESS       SEEN     WHY
        p110-00-53-07  00-00-5E-00-53-07  P110   192.0.2.7:80  4 s ago  the house asks
        fan            00-00-5E-00-53-08  P110   192.0.2.7:80  4 s ago  was forgotten ('Fan')

        'tapohive adopt NAME' lets one in, 'tapohive adopt all' all of them.
        """,
        Typing.Drawn(screen => AdoptionLines.Write(
            new AdoptReport([], [Fan, Fan with { Name = "fan", Mac = "00-00-5E-00-53-08", Alias = "Fan", Forgotten = true }]),
            screen)));

    [Fact]
    public void Adopt_says_how_each_plug_fares() => Assert.Equal(
        """
        fan joined house 'hillside' ('Fan' in the Tapo app).
        p110-00-53-08 was let in and has not joined yet: It refuses the password. Correct it.
        """,
        Typing.Drawn(screen => AdoptionLines.Write(
            new AdoptReport(
                [
                    new AdoptedPlugReport("fan", "hillside", "00-00-5E-00-53-07", "Fan", true, null),
                    new AdoptedPlugReport("p110-00-53-08", "hillside", "00-00-5E-00-53-08", null, false, new ProblemReport("credentials-rejected", "It refuses the password. Correct it.", SampleHouse.Now)),
                ],
                []),
            screen)));

    [Fact]
    public void Where_nothing_answered_the_causes_are_listed() => Assert.Equal(
        """
        Nothing answered.
        - This machine has no network.
        - The plugs may be off.
        """,
        Typing.Drawn(screen => SightingTable.Write(new DiscoverReport([]) { Causes = ["This machine has no network.", "The plugs may be off."] }, screen)));

    [Fact]
    public void A_long_run_shows_only_what_went_wrong()
    {
        var parts = Enumerable.Range(0, 100)
            .Select(static i => new RunOutletReport($"plug-{i}", "hillside", PowerState.On, i == 42 ? OutletOutcome.Superseded : OutletOutcome.Converged, 40, 1, null))
            .ToImmutableArray();
        var run = new RunReport("hillside/7", RunOutcome.Partial, SampleHouse.Now, SampleHouse.Now + Duration.FromSeconds(2), parts);

        Assert.Equal(
            """
            plug-42  on   superseded  40 ms
            99 of 100 outlets converged in 2 s; 1 not.
            """,
            Typing.Drawn(screen => new RunLines(screen).Finish(run, Waiting.ForProof)));
    }

    [Theory]
    [InlineData(200, "RUN         WHAT  BY              STARTED (UTC)        TOOK  OUTCOME    CONVERGED  FAILED")]
    [InlineData(80, "RUN         WHAT  STARTED (UTC)        TOOK  OUTCOME    CONVERGED  FAILED")]
    [InlineData(44, "RUN         WHAT  OUTCOME    CONVERGED")]
    public void Columns_that_do_not_fit_are_left_out(int width, string heading)
    {
        var run = new RunSummary("hillside/7", "on", null, "operator:local", RunOutcome.Converged, SampleHouse.Now, SampleHouse.Now + Duration.FromSeconds(2), null, 5, 5, 0, null, null);

        var lines = Typing.Drawn(screen => RunsTable.Write(new RunsReport([run]), screen), width).Split('\n');

        Assert.Equal(heading, lines[0]);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Why_begins_with_the_answer() => Assert.Equal(
        """
        lamp: It is on, as operator anna asks.

        In the app  'Bedside lamp'
        Desired     on
        Reported    on, read 3 s ago
        Proven      yes
        Session     LoggedIn
        Asked       manual    on   operator:anna, since 5 min ago, until in 1 h
        Next        in 1 h: off (end:operator:anna)
        Recent      5 min ago: intent on (operator:anna)
        """,
        Typing.Drawn(static screen => WhyPage.Write(
            new WhyReport(
                "lamp", "hillside", PowerState.On, PowerState.On, true,
                [new IntentReport(Layer.Manual, PowerState.On, "operator:anna", SampleHouse.Now - Duration.FromMinutes(5), SampleHouse.Now + Duration.FromHours(1))],
                SessionPhase.LoggedIn, 3, null, null,
                [new RecentReport(SampleHouse.Now - Duration.FromMinutes(5), "intent", PowerState.On, "operator:anna")],
                [new NextReport(SampleHouse.Now + Duration.FromHours(1), PowerState.Off, "end:operator:anna")],
                "It is on, as operator anna asks.")
            { Alias = "Bedside lamp" },
            SampleHouse.Now,
            screen)));

    [Fact]
    public void What_a_device_says_cannot_steer_the_terminal() => Assert.DoesNotContain(
        '\u001b',
        Typing.Drawn(static screen => SightingTable.Write(
            new DiscoverReport([new SightingReport(null, "00-00-5E-00-53-00", "P\u001b[2J110", "192.0.2.1", null, null, null, "odd\u001b]0;x")]),
            screen)));

    [Theory]
    [InlineData(null, "never")]
    [InlineData(0.2, "now")]
    [InlineData(59.9, "59 s ago")]
    [InlineData(60.0, "1 min ago")]
    [InlineData(7_199.0, "1 h ago")]
    [InlineData(200_000.0, "2 d ago")]
    public void Ages_as_people_say_them(double? seconds, string words) => Assert.Equal(words, Ages.Ago(seconds));
}
