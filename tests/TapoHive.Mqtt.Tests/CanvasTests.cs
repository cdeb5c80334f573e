using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Mqtt.Tests;

public sealed class CanvasTests
{
    private readonly HouseCanvas _canvas = new(Shown.Options, null);
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);

    [Fact]
    public void What_it_changes_adds_up_to_the_whole_picture()
    {
        var first = Shown.View("evening", "all-off");
        var definition = first.State.Definition!;
        var swapped = definition with { Plugs = [definition.Plugs[0] with { Name = new PlugName("desk") }, definition.Plugs[1] with { Name = new PlugName("lamp") }] };
        HouseView[] views =
        [
            first,
            first.Reported("lamp", null, (0, PowerState.On)),
            first.Reported("lamp", Shown.Dark, (0, PowerState.On)).Reported("desk", null, (1, PowerState.Off), (2, PowerState.On)),
            first.After(new HouseApplied(Shown.Morning, definition with { Scenes = null }, "home.conf", "2")),

            // Two plugs take each other's names, and their topics with them.
            first.After(new HouseApplied(Shown.Morning, swapped, "home.conf", "3")),
            first.After(new HouseApplied(Shown.Morning, definition with { Plugs = [definition.Plugs[0]] }, "home.conf", "4")),
            first,
        ];

        foreach (var view in views)
        {
            Apply(_canvas.Draw(view));
            Assert.Equal(HousePicture.Of(view, Shown.Options, null).OrderBy(Topic, StringComparer.Ordinal), _kept.Where(state => !_canvas.Spares(state.Key)).OrderBy(Topic, StringComparer.Ordinal));
        }

        Apply(_canvas.Clear());
        Assert.Empty(_kept);
    }

    [Fact]
    public void A_plug_that_did_not_change_is_not_drawn_anew()
    {
        var view = Shown.View().Reported("lamp", null, (0, PowerState.On));
        _canvas.Draw(view);

        var changed = _canvas.Draw(view.Reported("desk", null, (1, PowerState.On)));

        Assert.Contains("tapohive/home/desk.monitor/state", changed.Keys);
        Assert.DoesNotContain(changed.Keys, topic => topic.StartsWith("tapohive/home/lamp/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_state_of_a_plug_that_nobody_has_read_any_more_stays_until_it_is_read_again()
    {
        var view = Shown.View();
        Apply(_canvas.Draw(view.Reported("lamp", null, (0, PowerState.On))));

        Apply(_canvas.Draw(view));

        Assert.Equal(("offline", "ON"), (_kept["tapohive/home/lamp/availability"], _kept["tapohive/home/lamp/state"]));
        Apply(_canvas.Draw(view.Reported("lamp", null, (0, PowerState.Off))));
        Assert.Equal(("online", "OFF"), (_kept["tapohive/home/lamp/availability"], _kept["tapohive/home/lamp/state"]));
    }

    [Fact]
    public void What_is_due_comes_once_and_in_its_order()
    {
        var due = new DueTopics();
        due.Add(["a", "b", "c"]);
        due.Add(["b", "d"]);

        Assert.Equal(["a", "c"], due.Take(2, topic => topic == "b" ? null : "x").Select(taken => taken.Key));
        Assert.Equal(["d"], due.Take(2, _ => "x").Select(taken => taken.Key));
        Assert.Empty(due.Take(2, _ => "x"));
    }

    private static string Topic(KeyValuePair<string, string> state) => state.Key;

    private void Apply(Dictionary<string, string?> changed)
    {
        foreach (var (topic, payload) in changed)
        {
            if (payload is null)
            {
                _kept.Remove(topic);
            }
            else
            {
                _kept[topic] = payload;
            }
        }
    }
}
