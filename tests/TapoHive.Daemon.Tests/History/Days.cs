using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Daemon.Tests.History;

/// <summary>What can happen in a house of some plugs, at a minute each.</summary>
internal static class Days
{
    public static readonly Instant Begin = Instant.FromUtc(2026, 11, 24, 0, 0);
    private static readonly Origin Anna = Origin.Operator("anna");

    public static Instant Minute(int number) => Begin + Duration.FromMinutes(number);

    public static HouseApplied Applied(int plugs) => new(
        Begin,
        new HouseDefinition(
            Chronicle.Home,
            "Europe/London",
            [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "TAPO_PASSWORD"))],
            DiscoveryDefinition.Usual,
            PressPolicy.Follow,
            [.. Enumerable.Range(0, plugs).Select(number => new PlugDefinition(
                new PlugName($"plug-{number}"), Mac.FromBits(0x00005E005300UL + (ulong)number), null, null, new AccountName("default"), null, [], Protect.No, null, null, []))]),
        "hillside.conf",
        "1");

    /// <summary>A command for one outlet at each odd minute, and its reading at the next one; now and then trouble.</summary>
    public static IEnumerable<HouseEvent> Of(HouseState house, int from, int minutes)
    {
        var plugs = house.Plugs.Values.ToList();
        for (var minute = from; minute < from + minutes; minute++)
        {
            var plug = plugs[minute / 2 % plugs.Count];
            var state = minute / 2 / plugs.Count % 2 == 0 ? PowerState.On : PowerState.Off;
            yield return minute % 50 == 48 ? new TroubleBegan(Minute(minute), plug.Id, null, FailureKind.Dark, "It does not answer.")
                : minute % 50 == 49 ? new TroubleEnded(Minute(minute), plug.Id, null)
                : minute % 2 == 1
                    ? new RunStarted(
                        Minute(minute), state.Word(), Anna, Duration.FromSeconds(30), null, Holding.UntilNextOccurrence,
                        [new RunIntent(new OutletName(plug.Name.Value), plug.Id, OutletSlot.Whole, state)])
                    : new StatesObserved(Minute(minute), [new StateObserved(plug.Id, OutletSlot.Whole, state, Minute(minute), "operator:anna")]);
        }
    }
}
