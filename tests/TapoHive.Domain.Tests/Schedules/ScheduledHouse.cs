using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.HouseFiles;
using TapoHive.Domain.Tests.Houses;

namespace TapoHive.Domain.Tests.Schedules;

/// <summary>A house with schedules as a file has them, its decisions in words, and time that passes as it is told. Times are UTC.</summary>
internal sealed class ScheduledHouse
{
    private const string Plugs = """
        location { latitude = 51.48, longitude = -0.61 }
        plugs {
          heater { mac = "00-00-5E-00-53-01" }
          lamp   { mac = "00-00-5E-00-53-02", tags = [ light ] }
          porch  { mac = "00-00-5E-00-53-03", tags = [ light ] }
        }
        """;

    private int _applied;

    public ScheduledHouse(string schedules, string appliedAt = "2026-11-23T09:00:00Z", string zone = "Etc/UTC")
    {
        Zone = zone;
        Apply(schedules, appliedAt);
        Decide(appliedAt);
    }

    public string Zone { get; }

    public HouseState State { get; private set; } = HouseState.Empty;

    public static Instant At(string text) => InstantPattern.General.Parse(text).Value;

    public static HouseDefinition Define(string schedules, string zone = "Etc/UTC")
    {
        var read = Reading.Read(Reading.HouseWith($"time-zone = \"{zone}\"\n{Plugs}\n{schedules}"), Reading.Options() with { Clock = new NodaTime.Testing.FakeClock(At("2026-11-01T00:00:00Z")) });
        Assert.Empty(read.Problems.Where(problem => problem.Severity == Domain.HouseFiles.HouseFileSeverity.Error).Select(problem => problem.ToString()));
        return read.Definition!;
    }

    public void Apply(string schedules, string at) => State = State.After(new HouseApplied(At(at), Define(schedules, Zone), "test.conf", $"{++_applied}"));

    /// <summary>What the hive decides when it looks at its schedules: at an alarm, or when it starts.</summary>
    public string[] Decide(string at)
    {
        var events = ScheduleDecision.Decide(State, null, NoCron.Instance, At(at));
        State = State.After(events);
        return [.. events.SelectMany(Words)];
    }

    public void Command(PowerState wanted, string at, Holding holding, params string[] outlets) => State = State.After(CommandDecision.Start(
        State, wanted.Word(), outlets.Select(name => (new OutletName(name), wanted)), Hillside.Anna, null, holding, Hillside.Window, At(at)));

    public void Order(Func<HouseState, (HouseEvent? Event, string? Error)> order)
    {
        var (happened, error) = order(State);
        Assert.Null(error);
        State = State.After(happened);
    }

    public void Release(string at, params string[] outlets) =>
        State = State.After(CommandDecision.Release(State, outlets.Select(name => new OutletName(name)), Hillside.Anna, At(at)));

    /// <summary>What an outlet is wanted to be: <c>on schedule</c>, <c>off manual</c>, or nothing.</summary>
    public string Wanted(string outlet)
    {
        var intents = State.Outlet(outlet).Intents;
        return intents.Deciding is { } layer ? $"{intents.Top!.Wanted.Word()} {layer.ToString().ToLowerInvariant()}" : "";
    }

    private static IEnumerable<string> Words(HouseEvent happened) => happened switch
    {
        RunStarted { Occurrence: { } occurrence } run => [$"{occurrence.Schedule} {occurrence.Key} {run.Verb}"],
        RunPlanned { Occurrence: { } planned } run => [$"{planned.Schedule} {planned.Key} {run.Verb}"],
        OccurrencesSkipped skips => skips.Skipped.Select(skipped => $"{skipped.Schedule} {skipped.Key} {skipped.Reason}"),
        _ => [happened.GetType().Name],
    };
}
