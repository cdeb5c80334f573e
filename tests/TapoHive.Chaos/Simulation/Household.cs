using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Chaos.Simulation;

/// <summary>The house file of a script in each of its editions: which devices it lists and what it says of them, its scenes and schedules.</summary>
/// <param name="script">The script.</param>
/// <param name="first">The file without plugs, scenes and schedules.</param>
/// <param name="devices">The devices of the house.</param>
/// <param name="speed">How much faster than written it is played.</param>
internal sealed class Household(Script script, HouseDefinition first, ImmutableArray<(int Number, Mac Mac, ImmutableArray<OutletSlot> Slots)> devices, double speed = 1)
{
    /// <summary>How many editions there are besides the first.</summary>
    public const int Editions = 3;

    /// <summary>Every scene.</summary>
    public static readonly ImmutableArray<SceneName> Scenes = [new("split"), new("parade"), new("rest")];

    private static readonly FailurePolicy[] Policies = [FailurePolicy.Continue, FailurePolicy.Stop, FailurePolicy.Undo];

    /// <summary>Whether schedules by elapsed time are in it; a file that people write may not be as impatient as a script.</summary>
    public bool HasPulses { get; init; } = true;

    /// <summary>The file of an edition.</summary>
    /// <param name="edition">Which; 0 is the first.</param>
    /// <param name="began">When the script began, for what is due at a time.</param>
    public HouseDefinition Of(int edition, Instant began) => Quiet(edition) with { Schedules = [.. Schedules(edition, began)] };

    /// <summary>The same without schedules, so that the house comes to rest.</summary>
    public HouseDefinition Quiet(int edition) => first with
    {
        Plugs = [.. devices.Where(device => IsListed(edition, device.Number)).Select(device => Listed(edition, device.Number, device.Mac, device.Slots))],
        Scenes = [.. AllScenes()],
    };

    // A file that people write has to have the tags that its scenes name: the first odd and the first even device are always there.
    private bool IsListed(int edition, int number) => number <= 2 || script.Devices[number - 1].Outlets > 1
        || (edition == 0 ? !script.Unlisted.Contains(number - 1) : Draw(edition, number, 1).Next(6) > 0);

    private PlugDefinition Listed(int edition, int number, Mac mac, ImmutableArray<OutletSlot> slots)
    {
        var draw = Draw(edition, number, 2);
        var basis = edition == 0 ? number % 3 == 0 ? PowerState.On : (PowerState?)null : draw.Next(4) switch { 0 => PowerState.On, 1 => PowerState.Off, _ => null };
        Duration? maxOn = draw.Next(4) == 0 ? Whole(Duration.FromSeconds(draw.Next(60, 180)) / speed) : null;
        return new PlugDefinition(
            new PlugName($"p{number}"),
            mac,
            null,
            null,
            first.Accounts[0].Name,
            null,
            [number % 2 == 0 ? "even" : "odd"],
            Protect.No,
            basis,
            script.Enforced.Contains(number - 1) != (edition == 2) ? PressPolicy.Enforce : null,
            slots.Length == 1 ? [] : [.. slots.Select(static slot => new OutletDefinition($"{(char)('a' + slot.Number)}", slot, null, [], null))],
            maxOn);
    }

    private IEnumerable<SceneDefinition> AllScenes()
    {
        var draw = Draw(0, 0, 3);
        yield return new SceneDefinition(Scenes[0], [new SceneStep.Switch(["tag.odd"], ["tag.even"])]);
        yield return new SceneDefinition(
            Scenes[1],
            [
                new SceneStep.Switch([], ["tag.odd"], Within: Duration.FromSeconds(draw.Next(1, 30)) / speed),
                new SceneStep.Wait(Duration.FromSeconds(draw.Next(1, 10)) / speed),
                new SceneStep.Switch(["all"], [], Gap: Duration.FromMilliseconds(draw.Next(0, 3000)) / speed, AtOnce: draw.Next(1, 3)),
            ],
            Policies[draw.Next(Policies.Length)]);
        yield return new SceneDefinition(Scenes[2], [new SceneStep.Switch([], ["all"]), new SceneStep.Play(Scenes[0])], Policies[draw.Next(Policies.Length)]);
    }

    private IEnumerable<ScheduleDefinition> Schedules(int edition, Instant began)
    {
        var (times, draw) = (Draw(0, 0, 4), Draw(edition, 0, 5));
        var (pulse, beat) = (Duration.FromSeconds(times.Next(30, 120)) / speed, Duration.FromSeconds(times.Next(60, 240)) / speed);
        var from = began + (Duration.FromSeconds(times.Next(10, 120)) / speed);
        var window = new ScheduleTiming.Window(At(from), At(from + (Duration.FromSeconds(times.Next(20, 200)) / speed)));
        (ScheduleName Name, ScheduleTiming When, ScheduleAction Does)[] all =
        [
            (new ScheduleName("pulse"), new ScheduleTiming.Every(Whole(pulse)), new ScheduleAction.Set(["tag.odd"], [])),
            (new ScheduleName("beat"), new ScheduleTiming.Every(Whole(beat)), new ScheduleAction.Scene(Scenes[times.Next(Scenes.Length)])),
            (new ScheduleName("window"), window, new ScheduleAction.Set(["tag.even"], [])),
        ];
        return all.Where(schedule => (HasPulses || schedule.When is ScheduleTiming.Window) && (schedule.Does is ScheduleAction.Set || script.HasScenes) && draw.Next(3) == 0)
            .Select(static schedule => new ScheduleDefinition(schedule.Name, schedule.When, schedule.Does, [], null, null, null, ScheduleDefinition.UsualGrace));
    }

    // A house file knows no fractions of a second.
    private static Duration Whole(Duration length) => Duration.FromSeconds(Math.Max(1, Math.Round(length.TotalSeconds)));

    private Moment.DateAndTime At(Instant when) => new(when.InZone(DateTimeZoneProviders.Tzdb[first.TimeZone]).LocalDateTime.With(TimeAdjusters.TruncateToSecond));

    private Random Draw(int edition, int number, int what) => new(HashOf(script.Seed, edition, number, what));

    // The same on every machine, unlike HashCode.
    private static int HashOf(params ReadOnlySpan<int> parts)
    {
        var hash = 17u;
        foreach (var part in parts)
        {
            hash = (hash ^ unchecked((uint)part)) * 16777619u;
        }

        return unchecked((int)(hash & 0x7FFFFFFF));
    }
}
