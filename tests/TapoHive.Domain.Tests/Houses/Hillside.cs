using System.Collections.Immutable;
using System.Net;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>A house to try things in: definitions, sightings and reports in few words.</summary>
internal static class Hillside
{
    public static readonly Instant Morning = Instant.FromUtc(2026, 1, 5, 8, 0);
    public static readonly Origin Anna = Origin.Operator("anna");
    public static readonly Duration Window = Duration.FromSeconds(30);

    public static Mac MacOf(int number) => Mac.FromBits(0x00005E005300UL + (ulong)number);

    public static PlugDefinition Plug(string name, int? mac = null) => new(
        new PlugName(name), mac is { } number ? MacOf(number) : null, null, null, new AccountName("default"), null, [], Protect.No, null, null, []);

    public static HouseDefinition Definition(params PlugDefinition[] plugs) => new(
        new HouseName("hillside"),
        "Europe/London",
        [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "TAPO_PASSWORD"))],
        DiscoveryDefinition.Usual,
        PressPolicy.Follow,
        [.. plugs]);

    public static HouseState Of(params PlugDefinition[] plugs) => HouseState.Empty.After(new HouseApplied(Morning, Definition(plugs), "hillside.conf", "1"));

    public static HouseState After(this HouseState state, params IEnumerable<HouseEvent?> events) =>
        events.OfType<HouseEvent>().Aggregate(state, HouseEvolution.Evolve);

    public static HouseState Apply(this HouseState state, params PlugDefinition[] plugs) =>
        state.After(new HouseApplied(Morning, Definition(plugs), "hillside.conf", $"{state.Revision}"));

    public static PlugRecord Plug(this HouseState state, string name) => state.Plugs.Values.Single(plug => plug.Name.Value == name);

    public static OutletRecord Outlet(this HouseState state, string name) => state[state.OutletsByName[new OutletName(name)]];

    public static RunStarted Run(this HouseState state, PowerState wanted, Duration? length, params string[] outlets) => CommandDecision.Start(
        state, wanted.Word(), outlets.Select(name => (new OutletName(name), wanted)), Anna, length, Holding.UntilNextOccurrence, Window, Morning);

    public static Sighting Sighting(int number, int? address = null, string user = "me@example.com", Transport transport = Transport.Klap) => new(
        MacOf(number),
        new DiscoveryId($"{number:x32}"),
        IPAddress.Parse($"192.0.2.{address ?? number}"),
        "P110",
        OwnerHash.OfUser(user),
        new SightedTransport.Offered(new TransportOffer(transport, 80)),
        Binding.Bound,
        Morning);

    public static PlugReport Report(this HouseState state, PlugId id, string alias, params (int Slot, PowerState State)[] outlets)
    {
        var plug = state.Plugs[id];
        return new PlugReport(
            id,
            1,
            Morning,
            SessionPhase.LoggedIn,
            null,
            plug.Identity with { DeviceId = plug.Identity.DeviceId ?? new DeviceId($"8022{id.Value}") },
            plug.Address,
            plug.Offer,
            "P110",
            "1.0",
            alias,
            -50,
            Morning,
            Morning,
            [.. outlets.Select(o => new OutletReport(new OutletSlot(o.Slot), "", o.State, Protection.None, 0, null, 0, 0, null))],
            null,
            null,
            []);
    }

    public static HouseState Hear(this HouseState state, PlugReport report) => state.After(ReportDecision.Decide(state, report, Morning));

    public static HouseState See(this HouseState state, Sighting sighting) => state.After(SightingDecision.Decide(state, sighting, Morning));

    public static PlugReport With(this PlugReport report, params Press[] presses) => report with { Presses = [.. presses] };
}
