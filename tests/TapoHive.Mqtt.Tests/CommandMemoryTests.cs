using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Mqtt.Tests;

/// <summary>A broker sends once more what it does not know to have arrived: it is done once, and not taken for done when it never came.</summary>
public sealed class CommandMemoryTests
{
    private static readonly MqttCommand On = new MqttCommand.Switch(Shown.Home, new OutletName("lamp"), PowerState.On);
    private static readonly MqttCommand Off = new MqttCommand.Switch(Shown.Home, new OutletName("lamp"), PowerState.Off);
    private static readonly Instant Later = Shown.Morning + Duration.FromSeconds(30);
    private readonly CommandMemory _memory = new();

    [Fact]
    public void What_comes_for_the_first_time_is_done_whatever_was_done_before()
    {
        _memory.Told(7, On);
        _memory.Decided(7, On);

        Assert.False(_memory.Knows(7, isRepeated: false, On, After(PowerState.On), Later));
    }

    [Fact]
    public void What_this_life_did_is_known_by_its_number()
    {
        _memory.Told(7, On);
        Assert.False(_memory.Knows(7, isRepeated: true, On, After(), Later));
        _memory.Decided(7, On);

        Assert.True(_memory.Knows(7, isRepeated: true, On, After(), Later));
        Assert.False(_memory.Knows(7, isRepeated: true, Off, After(), Later));
    }

    [Fact]
    public void A_number_of_a_session_that_the_broker_forgot_says_nothing()
    {
        _memory.Told(7, On);
        _memory.Decided(7, On);

        _memory.BeginAnew();

        Assert.False(_memory.Knows(7, isRepeated: true, On, After(), Later));
    }

    [Fact]
    public void What_was_lost_on_its_way_is_not_taken_for_the_same_command_of_a_moment_ago()
    {
        _memory.Told(7, On);
        _memory.Decided(7, On);

        Assert.False(_memory.Knows(8, isRepeated: true, On, After(PowerState.On), Later));
    }

    [Fact]
    public void What_the_life_before_did_last_is_known_for_a_while()
    {
        Assert.True(_memory.Knows(7, isRepeated: true, On, After(PowerState.Off, PowerState.On), Later));
        Assert.False(_memory.Knows(7, isRepeated: true, On, After(PowerState.Off, PowerState.On), Later + Duration.FromMinutes(5)));
        Assert.False(_memory.Knows(7, isRepeated: true, On, After(), Later));
    }

    [Fact]
    public void What_the_life_before_did_and_undid_was_asked_anew() =>
        Assert.False(_memory.Knows(7, isRepeated: true, On, After(PowerState.On, PowerState.Off), Later));

    [Fact]
    public void Once_a_command_is_done_again_those_behind_it_are_too()
    {
        var before = After(PowerState.On, PowerState.Off);
        Assert.False(_memory.Knows(7, isRepeated: true, On, before, Later));
        _memory.Told(7, On);

        // Else the last word would be the first of the two.
        Assert.False(_memory.Knows(8, isRepeated: true, Off, before, Later));
    }

    [Fact]
    public void A_scene_is_known_by_its_name()
    {
        var evening = new MqttCommand.Play(Shown.Home, new Domain.Scenes.SceneName("evening"));
        _memory.Told(7, evening);
        _memory.Decided(7, evening);

        Assert.True(_memory.Knows(7, isRepeated: true, evening, After(), Later));
        Assert.False(_memory.Knows(9, isRepeated: true, evening, After(PowerState.On), Later));
    }

    // The lamp was switched so from the broker, one after the other.
    private static HouseState After(params PowerState[] states)
    {
        var view = Shown.View("evening");
        var lamp = new OutletName("lamp");
        var key = view.State.OutletsByName[lamp];
        return view.After([.. states.Select(state => new RunStarted(
            Shown.Morning, state == PowerState.On ? "on" : "off", Origin.Mqtt, Duration.FromSeconds(15), null, Holding.UntilNextOccurrence, [new RunIntent(lamp, key.Plug, key.Slot, state)]))]).State;
    }
}
