using NodaTime;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Tests.Rendering;

public sealed class Histories
{
    private static readonly Instant Night = Instant.FromUtc(2026, 7, 1, 22, 59, 59);

    [Fact]
    public void A_heading_a_day_and_a_line_for_what_is_one_thing_on_the_clock_of_the_house()
    {
        Assert.Equal(
            """
            Wed 2026-07-01
            23:59:59  lamp, fan, desk and 1 more  asked to be on by operator anna (run 7)

            Thu 2026-07-02
            00:00:00  lamp, fan  on, as operator anna (run 7) asked
            00:00:02  desk  in trouble (dark)

            """,
            Shown(
                Page(
                    Event(0, "lamp", "intent", "asked to be on by operator anna (run 7)"),
                    Event(0, "fan", "intent", "asked to be on by operator anna (run 7)")),
                Page(
                    Event(0, "desk", "intent", "asked to be on by operator anna (run 7)"),
                    Event(0, "heater", "intent", "asked to be on by operator anna (run 7)"),
                    Event(1.1, "lamp", "observed", "on, as operator anna (run 7) asked"),
                    Event(1.2, "fan", "observed", "on, as operator anna (run 7) asked"),
                    Event(3, "desk", "problem", "in trouble (dark)"))));
    }

    [Fact]
    public void The_same_of_the_same_outlet_again_is_another_thing() => Assert.Equal(
        """
        Wed 2026-07-01
        23:59:59  lamp  off
        23:59:59  lamp  off

        """,
        Shown(Page(Event(0, "lamp", "observed", "off"), Event(0.1, "lamp", "observed", "off"))));

    [Fact]
    public void Nothing_is_said_too() => Assert.Equal("Nothing happened in that time.\n", Shown(Page()));

    private static HistoryReport Page(params HistoryEvent[] events) => new([.. events], [new HouseZone("hillside", "Europe/London")]);

    private static HistoryEvent Event(double seconds, string outlet, string what, string words) =>
        new(Night + Duration.FromSeconds(seconds), outlet, "hillside", what, null, null, "operator:anna", null, 1, words);

    private static string Shown(params HistoryReport[] pages)
    {
        using var shown = new StringWriter { NewLine = "\n" };
        var lines = new HistoryLines(new Screen(shown, TextWriter.Null, TextReader.Null, ScreenKind.Pipe, Asking.Nobody, 200, Colour.Never));
        foreach (var page in pages)
        {
            lines.Show(page);
        }

        lines.End();
        return shown.ToString();
    }
}
