using System.Collections.Immutable;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Simulation;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Houses;

namespace TapoHive.Chaos.Living;

/// <content>What happened, as the invariants look at it.</content>
internal sealed partial class LivingPerformance
{
    private History Tell(ImmutableArray<HouseEvent> journal) => new()
    {
        Journal = journal,
        Strangers = [_plugs.Plugs[^1].Mac],
        Commands = [.. _commands.Values],
        Movements = [.. _plugs.Plugs.SelectMany(static plug => plug.Movements.Select(moved => new Movement(
            Instant.FromDateTimeOffset(moved.At),
            plug.Mac,
            moved.Slot,
            moved.To,
            moved.Cause == MovementCause.Command ? MovedBy.Command : MovedBy.Other))).OrderBy(static moved => moved.At)],
        Writes = [.. _plugs.Plugs.SelectMany(plug => plug.Requests.Where(static seen => seen is { Method: "set_device_info", Code: 0 }).Select(seen =>
            new Write(Instant.FromDateTimeOffset(seen.At), plug.Mac, seen.Slot ?? OutletSlot.Whole, null, _stray.Contains(plug.Number))))],
        Lives = [.. _lives],
        Standings = _standings,
        Counts =
        [
            new Count("connections to plugs", _connections, View!.State.Plugs.Count),
            new Count("actors of plugs", _hive.ActorsBelow("plugs", 1), View!.State.Plugs.Count),
            new Count("links of plugs", _hive.ActorsBelow("plugs", 2), View!.State.Plugs.Count),
            new Count("houses", _hive.ActorsBelow("houses", 1), 1),
            .. _inVain.Select(static what => new Count($"waits in vain until {what}", 1, 0)),
            new Count("runs that never settle", View!.State.OpenRuns.Count, 0),
        ],
        End = Now,
        Flight = Duration.FromTimeSpan(LivingFaults.Longest) + Duration.FromSeconds(30),
        Punctuality = Duration.FromMinutes(1),
    };

    private ImmutableArray<Standing> Standings() => [.. _outlets.Select(outlet => StandingOf(outlet.Plug, outlet.Slot)).OfType<Standing>()];

    private Standing? StandingOf(EmulatedPlug plug, OutletSlot slot)
    {
        if (RecordOf(plug, slot) is not { } outlet)
        {
            return null;
        }

        var report = ReportOf(plug);
        var seen = report?.Of(slot);
        var desired = outlet.Desired;
        return new Standing(
            outlet.Name,
            plug.PowerOf(slot),
            seen?.State,
            desired?.At(Now),
            desired is null || desired.IsOver(Now) || seen?.ProvenRevision == desired.Revision,
            (seen?.Problem ?? report?.Problem)?.Message);
    }

    private OutletRecord? RecordOf(EmulatedPlug plug, OutletSlot slot) => View?.State.Plugs.GetValueOrDefault(IdOf(plug))?.Outlets.GetValueOrDefault(slot);

    private PlugReport? ReportOf(EmulatedPlug plug) => View?.Reports.GetValueOrDefault(IdOf(plug));

    private static string Kind((Transport Transport, int Outlets) device) => device.Outlets > 1 ? "strip" : device.Transport switch
    {
        Transport.Aes => "aes",
        Transport.Klap1 => "klap1",
        Transport.Tpap => "tpap",
        _ => "klap",
    };

    private static PlugId IdOf(EmulatedPlug plug) => new(plug.Mac.ToString());

    private static OutletSlot? SlotOf(EmulatedPlug plug, OutletSlot slot) => plug.Outlets.Length == 1 ? null : slot;

    // The neighbour's plug is of our account here: one that joined by itself would be ours.
    private static Household Furnish(Script script, HouseName house, EmulatedHouse plugs) => new(
        script,
        new HouseDefinition(
            house,
            "Europe/London",
            [new AccountDefinition(new AccountName("default"), LivingHive.Username, new SecretReference(SecretSource.Environment, "UNUSED"))],
            new DiscoveryDefinition([DiscoveryTarget.FromText("127.255.255.255")], Duration.FromSeconds(2), Adoption.Ask, plugs.DiscoveryPort),
            PressPolicy.Follow,
            []),
        [.. plugs.Plugs.SkipLast(1).Select(static plug => (plug.Number, plug.Mac, plug.Outlets.Select(static outlet => outlet.Slot).ToImmutableArray()))],
        Speed);
}
