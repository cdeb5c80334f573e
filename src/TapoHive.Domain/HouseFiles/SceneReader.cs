using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>scenes</c>, once the plugs are known.</summary>
internal sealed class SceneReader(SelectorReader selectors)
{
    private const string Example = "evening { on = tag.light, off = heater }";
    private const string StepExample = "steps = [ { on = tag.light }, { wait = 2s }, { off = heater, within = 5s } ]";
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Where scenes name each other.</summary>
    private readonly List<(SceneName By, SceneName Scene, Entry At)> _played = [];

    public ImmutableArray<SceneDefinition> Read(Section house)
    {
        if (house.Find("scenes")?.Fields(keys: null, $"scenes {{ {Example} }}") is not { } section)
        {
            return [];
        }

        var scenes = new List<SceneDefinition>();
        var names = section.Entries.Select(entry => entry.Key).ToList();
        foreach (var entry in section.Entries)
        {
            if (Scene(entry) is { } scene)
            {
                scenes.Add(scene);
            }
        }

        CheckPlayed(scenes, names);
        return [.. scenes];
    }

    private SceneDefinition? Scene(Entry entry)
    {
        if (SectionKeys.Scene.Known.Contains(entry.Key))
        {
            entry.ErrorAtKey($"'{entry.Key}' stands where the name of a scene should", $"Write {Example}");
            return null;
        }

        NameRules.IsName(entry, "a scene");
        if (entry.Fields(SectionKeys.Scene, Example) is not { } section)
        {
            return null;
        }

        var name = new SceneName(entry.Key);
        var (on, off, steps) = (section.Find("on"), section.Find("off"), section.Find("steps"));
        var policy = section.Find("on-failure") is { } written ? Policy(written) : FailurePolicy.Continue;
        if (steps is not null && (on ?? off) is { } beside)
        {
            beside.ErrorAtKey($"scene '{name}' has steps, and '{beside.Key}' beside them", "Put it into a step, or write on and off without steps");
            return null;
        }

        if (steps is not null)
        {
            return new SceneDefinition(name, Steps(name, steps), policy);
        }

        if (on is null && off is null)
        {
            if (AllKnown(section, SectionKeys.Scene))
            {
                section.Missing("", $"scene '{name}' does nothing", $"Write {Example}, or {StepExample}");
            }

            return null;
        }

        return Switch(on, off) is { } step ? new SceneDefinition(name, [step], policy) : null;
    }

    private ImmutableArray<SceneStep> Steps(SceneName scene, Entry entry)
    {
        if (entry.Value is not HoconArray { Count: > 0 })
        {
            entry.Error($"the steps of scene '{scene}' are a list with something in it", $"Write {StepExample}");
            return [];
        }

        return [.. entry.Items().Select(item => Step(scene, item)).OfType<SceneStep>()];
    }

    private SceneStep? Step(SceneName scene, Entry item)
    {
        if (item.Value is not HoconObject)
        {
            item.Error("a step stands in braces", $"Write {StepExample}");
            return null;
        }

        var section = item.Fields(SectionKeys.Step, StepExample)!;
        var (on, off, wait, play) = (section.Find("on"), section.Find("off"), section.Find("wait"), section.Find("scene"));
        var kinds = new[] { on ?? off, wait, play }.OfType<Entry>().ToList();
        if (kinds.Count == 0)
        {
            if (AllKnown(section, SectionKeys.Step))
            {
                item.Error("the step does nothing", "A step has on or off (or both), or wait, or scene");
            }

            return null;
        }

        if (kinds.Count > 1)
        {
            kinds[1].ErrorAtKey($"a step with '{kinds[0].Key}' has '{kinds[1].Key}' too", "Make it two steps");
            return null;
        }

        var (within, gap, atOnce) = (section.Find("within"), section.Find("gap"), section.Find("at-once"));
        if (on is null && off is null && (within ?? gap ?? atOnce) is { } stray)
        {
            stray.ErrorAtKey($"'{stray.Key}' belongs to a step that switches", "Remove it, or put it into a step with on or off");
            return null;
        }

        if (wait is not null)
        {
            return Length(wait) is { } length ? new SceneStep.Wait(length) : null;
        }

        if (play is not null)
        {
            return Play(scene, play);
        }

        var (limit, pause) = (within is null ? null : Length(within), gap is null ? null : Length(gap));
        var number = atOnce?.Take(atOnce.Value.AsLong(1, 10_000));
        return Switch(on, off) is { } step ? step with { Within = limit, Gap = pause, AtOnce = (int?)number } : null;
    }

    private SceneStep.Switch? Switch(Entry? on, Entry? off)
    {
        var (lit, dark) = (on is null ? [] : selectors.Read(on), off is null ? [] : selectors.Read(off));
        if (on is not null && off is not null && selectors.Meant(lit).Intersect(selectors.Meant(dark)).ToList() is [var both, ..] all)
        {
            off.Error(
                all.Count == 1 ? $"'{both}' is meant by on and by off" : $"'{both}' and {all.Count - 1} more are meant by on and by off",
                $"Leave one out, for example with 'and not {both}'");
        }

        return lit.IsEmpty && dark.IsEmpty ? null : new SceneStep.Switch(lit, dark);
    }

    private SceneStep.Play? Play(SceneName by, Entry entry)
    {
        if (entry.Text("the name of a scene", "Write scene = evening") is not { } text)
        {
            return null;
        }

        _played.Add((by, new SceneName(text), entry));
        return new SceneStep.Play(new SceneName(text));
    }

    // A key that is unknown was reported as such; it is probably the one that is missed.
    private static bool AllKnown(Section section, SectionKeys keys) => section.Entries.All(entry => keys.Known.Contains(entry.Key));

    private static Duration? Length(Entry entry)
    {
        if (entry.Take(entry.Value.AsDuration()) is not { } length)
        {
            return null;
        }

        if (length > TimeSpan.Zero && length <= s_longest)
        {
            return Duration.FromTimeSpan(length);
        }

        entry.Error($"'{entry.Value}' is no length for '{entry.Key}'", $"Write more than nothing and at most a day, for example {entry.Key} = 2s");
        return null;
    }

    private static FailurePolicy Policy(Entry entry)
    {
        const string Meanings = "Write continue (the next step all the same), stop (no further step) or undo (put back what was done)";
        if (entry.Text("what a failure leads to", Meanings) is not { } text)
        {
            return FailurePolicy.Continue;
        }

        switch (text)
        {
            case "continue":
                return FailurePolicy.Continue;
            case "stop":
                return FailurePolicy.Stop;
            case "undo":
                return FailurePolicy.Undo;
            default:
                entry.Error(
                    $"{SecretShield.Shown(text)} does not say what a failure leads to",
                    Suggestion.Nearest(text, ["continue", "stop", "undo"]) is { } near ? $"Did you mean '{near}'?" : Meanings);
                return FailurePolicy.Continue;
        }
    }

    private void CheckPlayed(List<SceneDefinition> scenes, List<string> names)
    {
        foreach (var (_, scene, at) in _played.Where(played => !names.Contains(played.Scene.Value, StringComparer.Ordinal)))
        {
            at.Error(
                $"there is no scene {SecretShield.Shown(scene.Value)}",
                Suggestion.Nearest(scene.Value, names) is { } near ? $"Did you mean '{near}'?" : $"The scenes of this house are {string.Join(", ", names)}");
        }

        var told = new HashSet<SceneName>();
        foreach (var (by, scene, at) in _played)
        {
            switch (SceneExpansion.Of(scenes, by))
            {
                // Every scene of a circle leads to itself; one sentence is enough, at the first place that closes it.
                case SceneExpansion.Cycle { Path: var path } when path.Contains(by) && path.Contains(scene) && !path.Any(told.Contains):
                    told.UnionWith(path);
                    at.Error($"scene '{path[0]}' would never end: {string.Join(", then ", path.Skip(1).Select(name => $"'{name}'"))}", "Take one of them out of the other");
                    break;
                case SceneExpansion.TooLong when told.Add(by):
                    at.Error($"scene '{by}' comes to more than {SceneExpansion.MostSteps} steps", "Leave some out, or divide it");
                    break;
                default:
                    break;
            }
        }
    }
}
