using NodaTime;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Scenes;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary>Scenes in a house file: what they become, and what people get wrong.</summary>
public class SceneFileSpecs
{
    /// <summary>Plugs on line 3; the scenes follow from line 4 on.</summary>
    private const string Plugs =
        "plugs { lamp { host = \"192.0.2.1\", tags = light, room = hall }, fan { host = \"192.0.2.2\" }, fridge { host = \"192.0.2.3\", protect = on }, strip { host = \"192.0.2.4\" } }";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "evening { on = lapm }", "evening.on: no plug or outlet 'lapm' | Did you mean 'lamp'?" },
        { "evening { on = tag.lihgt }", "evening.on: no tag 'lihgt' | Did you mean 'light'?" },
        { "evening { off = room.cellar }", "evening.off: no room 'cellar' | Correct it, or list such a plug in plugs { ... }" },
        { "evening { on = lamp and fan }", "evening.on: 'lamp and fan' means no outlet | No outlet is both; did you mean 'lamp or fan'?" },
        { "evening { on = lamp and }", "evening.on: the selector 'lamp and' ends where a name, tag.NAME, room.NAME, model.NAME or all should follow | Write a name, tag.NAME, room.NAME, model.NAME or all, joined by and, or, not" },
        { "evening { on = [] }", "evening.on: an empty list means no outlet | Remove it. Write a name, tag.NAME, room.NAME, model.NAME or all, joined by and, or, not" },
        { "evening { on = lamp, off = tag.light }", "evening.off: 'lamp' is meant by on and by off | Leave one out, for example with 'and not lamp'" },
        { "evening { on = all, off = [ lamp, fan ] }", "evening.off: 'fan' and 1 more are meant by on and by off | Leave one out, for example with 'and not fan'" },
        { "evening { om = lamp }", "evening.om: unknown key 'om' in a scene | Did you mean 'on'?" },
        { "evening { }", "evening: scene 'evening' does nothing | Write evening { on = tag.light, off = heater }, or steps = [ { on = tag.light }, { wait = 2s }, { off = heater, within = 5s } ]" },
        { "evening = lamp", "evening: 'evening' holds keys of its own, not a single value | Write evening { on = tag.light, off = heater }" },
        { "Evening { on = lamp }", "Evening: 'Evening' cannot be the name of a scene | Write evening: names are lower-case letters and digits, joined by single dashes, at most 40" },
        { "on = lamp", "on: 'on' stands where the name of a scene should | Write evening { on = tag.light, off = heater }" },
        { "evening { on = lamp, on-failure = undoo }", "evening.on-failure: 'undoo' does not say what a failure leads to | Did you mean 'undo'?" },
        { "movie { on = lamp, steps = [ { off = fan } ] }", "movie.on: scene 'movie' has steps, and 'on' beside them | Put it into a step, or write on and off without steps" },
        { "movie { steps = [] }", "movie.steps: the steps of scene 'movie' are a list with something in it | Write steps = [ { on = tag.light }, { wait = 2s }, { off = heater, within = 5s } ]" },
        { "movie { steps = [ lamp ] }", "movie.steps: a step stands in braces | Write steps = [ { on = tag.light }, { wait = 2s }, { off = heater, within = 5s } ]" },
        { "movie { steps = [ { wait = 2s, on = lamp } ] }", "movie.steps.wait: a step with 'on' has 'wait' too | Make it two steps" },
        { "movie { steps = [ { within = 2s } ] }", "movie.steps: the step does nothing | A step has on or off (or both), or wait, or scene" },
        { "movie { steps = [ { wait = 2s, gap = 1s } ] }", "movie.steps.gap: 'gap' belongs to a step that switches | Remove it, or put it into a step with on or off" },
        { "movie { steps = [ { wait = 2 } ] }", "movie.steps.wait: '2' has no unit | Write for example 2s for seconds or 2m for minutes" },
        { "movie { steps = [ { on = lamp, within = 0s } ] }", "movie.steps.within: '0s' is no length for 'within' | Write more than nothing and at most a day, for example within = 2s" },
        { "movie { steps = [ { on = lamp, at-once = 0 } ] }", "movie.steps.at-once: '0' is out of range | Write a number from 1 to 10000" },
        { "movie { steps = [ { pause = 2s } ] }", "movie.steps.pause: unknown key 'pause' in a step | Did you mean 'wait'?" },
        { "a { steps = [ { scene = evenin } ] }\nevening { on = lamp }", "a.steps.scene: there is no scene 'evenin' | Did you mean 'evening'?" },
        { "a { steps = [ { scene = a } ] }", "a.steps.scene: scene 'a' would never end: 'a' | Take one of them out of the other" },
        { "a { steps = [ { scene = b } ] }\nb { steps = [ { scene = a } ] }", "a.steps.scene: scene 'a' would never end: 'b', then 'a' | Take one of them out of the other" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gets_one_sentence_of_fact_one_of_remedy_and_its_line(string scenes, string problem) =>
        Assert.Equal([$"5 house.scenes.{problem}"], Problems(HouseWith($"{Plugs}\nscenes {{\n{scenes}\n}}")));

    [Fact]
    public void A_scene_is_what_it_says()
    {
        var scenes = Scenes(
            """
            evening { on = tag.light and not fan, off = [ fan, "strip.*" ] }
            movie {
              steps = [
                { off = lamp, within = 5s }
                { wait = 2s }
                { on = [ fan, lamp ], gap = 1s, at-once = 3 }
                { scene = evening }
              ]
              on-failure = undo
            }
            """);

        var evening = Assert.IsType<SceneStep.Switch>(Assert.Single(scenes[0].Steps));
        Assert.Equal(("evening", FailurePolicy.Continue), (scenes[0].Name.Value, scenes[0].OnFailure));
        Assert.Equal(("tag.light and not fan", "fan|strip.*"), (string.Join('|', evening.On), string.Join('|', evening.Off)));
        Assert.Equal(("movie", FailurePolicy.Undo, 4), (scenes[1].Name.Value, scenes[1].OnFailure, scenes[1].Steps.Length));
        Assert.Equal(Duration.FromSeconds(5), Assert.IsType<SceneStep.Switch>(scenes[1].Steps[0]).Within);
        Assert.Equal(Duration.FromSeconds(2), Assert.IsType<SceneStep.Wait>(scenes[1].Steps[1]).Length);
        var third = Assert.IsType<SceneStep.Switch>(scenes[1].Steps[2]);
        Assert.Equal((Duration.FromSeconds(1), 3, "fan|lamp"), (third.Gap, third.AtOnce, string.Join('|', third.On)));
        Assert.Equal(new SceneName("evening"), Assert.IsType<SceneStep.Play>(scenes[1].Steps[3]).Scene);
    }

    [Theory]
    [InlineData("all-on { on = all }")]
    [InlineData("all-off { off = all and not lamp }")]
    [InlineData("heat { on = model.P115 }")]
    [InlineData("cold { off = fridge }")]
    public void What_may_mean_something_is_right(string scene) => Assert.Empty(Problems(HouseWith($"{Plugs}\nscenes {{\n{scene}\n}}")));

    [Theory]
    [InlineData("a { on = bedside }", "'bedside'")]
    [InlineData("a { on = strip.one }", "'strip.one'")]
    public void A_name_that_a_found_plug_may_have_is_a_warning(string scene, string name)
    {
        var problem = Assert.Single(Read(HouseWith($"{Plugs}\nscenes {{\n{scene}\n}}")).Problems);
        Assert.Equal(HouseFileSeverity.Warning, problem.Severity);
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("targets = []", HouseFileSeverity.Error)]
    [InlineData("adopt = ask", HouseFileSeverity.Warning)]
    public void An_unknown_name_is_an_error_only_where_nothing_is_looked_for(string discovery, HouseFileSeverity severity)
    {
        var problem = Assert.Single(Read(HouseWith($"{Plugs}\ndiscovery {{ {discovery} }}\nscenes {{ a {{ on = bedside }} }}")).Problems);
        Assert.Equal(severity, problem.Severity);
    }

    [Fact]
    public void All_may_mean_plugs_that_will_be_adopted()
    {
        Assert.Empty(Read(HouseWith("discovery.adopt = ask\nscenes { leave { off = all } }")).Problems);
    }

    [Theory]
    [InlineData("on = lamp", "off = lamp")]
    [InlineData("on = lamp", "on = fan")]
    [InlineData("on = lamp", "on = lamp, on-failure = stop")]
    [InlineData("on = lamp", "steps = [ { on = lamp, within = 1s } ]")]
    [InlineData("steps = [ { on = lamp }, { wait = 1s } ]", "steps = [ { wait = 1s }, { on = lamp } ]")]
    public void Another_scene_is_another_house(string one, string other) => Assert.NotEqual(Hash(one), Hash(other), StringComparer.Ordinal);

    [Theory]
    [InlineData("on = lamp", "steps = [ { on = [ lamp ] } ]")]
    [InlineData("on = lamp", "on = lamp, on-failure = continue")]
    public void The_same_scene_in_other_words_is_the_same_house(string one, string other) => Assert.Equal(Hash(one), Hash(other));

    [Fact]
    public void A_scene_of_scenes_of_scenes_is_laid_out_in_order_and_kept_within_bounds()
    {
        var small = new SceneDefinition(new SceneName("small"), [new SceneStep.Wait(Duration.FromSeconds(1)), new SceneStep.Wait(Duration.FromSeconds(2))]);
        var play = new SceneStep.Play(small.Name);
        var big = new SceneDefinition(new SceneName("big"), [play, new SceneStep.Wait(Duration.FromSeconds(3)), play]);

        var laidOut = Assert.IsType<SceneExpansion.Steps>(SceneExpansion.Of([small, big], big.Name));
        Assert.Equal([1, 2, 3, 1, 2], laidOut.All.Select(step => (int)((SceneStep.Wait)step).Length.TotalSeconds));

        var doubling = Enumerable.Range(0, 40).Select(i => new SceneDefinition(
            new SceneName($"s{i}"), i == 39 ? [new SceneStep.Wait(Duration.FromSeconds(1))] : [new SceneStep.Play(new($"s{i + 1}")), new SceneStep.Play(new($"s{i + 1}"))]));
        Assert.IsType<SceneExpansion.TooLong>(SceneExpansion.Of(doubling, new SceneName("s0")));
    }

    private static string Hash(string scene) => Read(HouseWith($"{Plugs}\nscenes.a {{ {scene} }}")).SourceHash;

    private static List<SceneDefinition> Scenes(string scenes)
    {
        var read = Read(HouseWith($"{Plugs}\nscenes {{\n{scenes}\n}}"));
        Assert.Empty(read.Problems);
        return [.. read.Definition!.Scenes ?? []];
    }
}
