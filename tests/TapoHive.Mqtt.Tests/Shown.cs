using System.Collections.Immutable;
using System.Net;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Scenes;

namespace TapoHive.Mqtt.Tests;

/// <summary>A house with a lamp, a strip and two scenes, as it shows itself.</summary>
internal static class Shown
{
    public static readonly Instant Morning = Instant.FromUtc(2026, 1, 5, 8, 0);
    public static readonly HouseName Home = new("home");
    public static readonly MqttOptions Options = new("127.0.0.1", 1883) { HiveVersion = "1.2.3" };

    public static HouseView View(params string[] scenes)
    {
        var account = new AccountName("default");
        var definition = new HouseDefinition(
            Home, "Europe/London",
            [new AccountDefinition(account, "me@example.com", new SecretReference(SecretSource.Environment, "P"))],
            DiscoveryDefinition.Usual, PressPolicy.Follow,
            [
                new PlugDefinition(new PlugName("lamp"), Mac.FromBits(0x00005E005301UL), null, null, account, "hall", [], Protect.No, null, null, []),
                new PlugDefinition(
                    new PlugName("desk"), Mac.FromBits(0x00005E005302UL), null, new PlugAddress(IPAddress.Parse("192.0.2.31"), 80), account, null, [], Protect.No, null, null,
                    [new OutletDefinition("monitor", new OutletSlot(1), null, [], null), new OutletDefinition("printer", new OutletSlot(2), null, [], null)]),
            ],
            Scenes: [.. scenes.Select(name => new SceneDefinition(new SceneName(name), [new SceneStep.Switch(["all"], [])]))]);
        var state = HouseEvolution.Evolve(HouseState.Empty, new HouseApplied(Morning, definition, "home.conf", "1"));
        return new HouseView(Home, 1, Morning, state, ImmutableDictionary<PlugId, PlugReport>.Empty);
    }

    public static PlugId Plug(this HouseView view, string name) => view.State.Plugs.Values.Single(plug => plug.Name.Value == name).Id;

    public static HouseView Reported(this HouseView view, string plug, PlugProblem? problem, params (int Slot, PowerState State)[] outlets)
    {
        var id = view.Plug(plug);
        return view with
        {
            Version = view.Version + 1,
            Reports = view.Reports.SetItem(id, new PlugReport(
                id, 1, Morning, SessionPhase.LoggedIn, null, view.State.Plugs[id].Identity, null, null, "P110", "1.3.0", plug, -50, Morning, Morning,
                [.. outlets.Select(outlet => new OutletReport(new OutletSlot(outlet.Slot), "", outlet.State, Protection.None, 0, null, 0, 0, null))],
                problem, null, [])),
        };
    }

    public static PlugProblem Dark => new(FailureKind.Dark, "It does not answer.", Morning);

    public static HouseView After(this HouseView view, params HouseEvent[] events) =>
        view with { Version = view.Version + 1, State = events.Aggregate(view.State, HouseEvolution.Evolve) };
}
