using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Control.Tests.Testing;

/// <summary>Houses to look at: each plug is logged in, on, and read at <see cref="Now"/>.</summary>
internal static class SampleHouse
{
    public static Instant Now { get; } = Instant.FromUtc(2026, 11, 23, 12, 0);

    public static HouseView View(string name, params string[] plugs) => View(name, plugs.AsEnumerable());

    public static HouseView View(string name, IEnumerable<string> plugs)
    {
        var records = plugs.Select((plug, index) => Plug(plug, index)).ToImmutableSortedDictionary(static plug => plug.Id, static plug => plug);
        var state = HouseState.Empty with
        {
            Revision = 1,
            Definition = new HouseDefinition(
                new HouseName(name),
                "Europe/London",
                [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "TAPO_PASSWORD"))],
                DiscoveryDefinition.Usual,
                PressPolicy.Follow,
                []),
            Plugs = records,
            OutletsByName = records.Values.SelectMany(static plug => plug.Outlets.Values.Select(outlet => (outlet.Name, new OutletKey(plug.Id, outlet.Slot))))
                .ToImmutableSortedDictionary(static pair => pair.Name, static pair => pair.Item2),
        };
        var reports = records.Values.ToImmutableDictionary(static plug => plug.Id, static plug => Report(plug));
        return new HouseView(new HouseName(name), 1, Now, state, reports);
    }

    public static PlugRecord Plug(string name, int index)
    {
        var mac = Mac.FromBits(0x00005E005300UL + (ulong)index);
        return new PlugRecord(
            new PlugId(mac.ToString()),
            new PlugName(name),
            Membership.Listed,
            new PlugIdentity(mac, new DeviceId(index.ToString("X40", CultureInfo.InvariantCulture))),
            new AccountName("default"),
            new PlugAddress(IPAddress.Parse("192.0.2.1"), 80),
            new TransportOffer(Transport.Klap, 80),
            "P110",
            "",
            "hall",
            ["light"],
            Protect.No,
            PressPolicy.Follow,
            ImmutableSortedDictionary<OutletSlot, OutletRecord>.Empty.Add(OutletSlot.Whole, Outlet(name)));
    }

    public static OutletRecord Outlet(string name) => new(
        new OutletName(name), OutletSlot.Whole, "hall", ["light"], IntentSlots.Empty, 0, null, null, []);

    public static PlugReport Report(PlugRecord plug, PowerState state = PowerState.On) => new(
        plug.Id, 1, Now, SessionPhase.LoggedIn, null, plug.Identity, plug.Address, plug.Offer, "P110", "1.0", "", -50, Now, Now,
        [new OutletReport(OutletSlot.Whole, "", state, Protection.None, 0, Now, 0, 0, null)],
        null, null, []);

    /// <summary>The same house after one plug reported another state.</summary>
    public static HouseView Reporting(this HouseView view, string plug, PowerState state)
    {
        var record = view.State.Plugs.Values.First(it => it.Name.Value == plug);
        return view with { Version = view.Version + 1, Reports = view.Reports.SetItem(record.Id, Report(record, state)) };
    }

    /// <summary>The same house with one outlet remembered otherwise.</summary>
    public static HouseView With(this HouseView view, string plug, Func<OutletRecord, OutletRecord> change)
    {
        var record = view.State.Plugs.Values.First(it => it.Name.Value == plug);
        var changed = record with { Outlets = record.Outlets.SetItem(OutletSlot.Whole, change(record.Outlets[OutletSlot.Whole])) };
        return view with { State = view.State with { Plugs = view.State.Plugs.SetItem(record.Id, changed) } };
    }
}
