using System.Globalization;
using NodaTime;
using TapoHive.Chaos.Simulation;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Processes;

/// <summary>What happens to devices in a script, in the words of <c>emulate --fault</c>.</summary>
internal static class OrderedFates
{
    /// <summary>The orders for a step, nothing where none of it happens to a device.</summary>
    public static IEnumerable<string> Of(Step step, double speed) => step switch
    {
        Step.Press(_, var device, var slot) => [$"press{Position(slot)}@{device + 1}"],
        Step.Trip(_, var device, var slot) => [$"trip{Position(slot)}@{device + 1}"],
        Step.Reboot(_, var device, var off, _) => [$"reboot:{Time(off / speed)}@{device + 1}"],
        Step.Move(_, var device) => [$"move@{device + 1}"],
        Step.Swap(_, var device, var other) => [$"swap:{other + 1}@{device + 1}"],

        // No plug was ever updated to the first version of KLAP, and none announces it so.
        Step.Update(_, var device, var to) => [$"update:{(to == Transport.Klap1 ? Transport.Klap : to).ToString().ToLowerInvariant()}@{device + 1}"],
        Step.Rival(_, var device, var every, var times) => Enumerable.Range(0, times).Select(time => $"forget@{device + 1}/at={Time(every * time / speed)}"),
        Step.Suffer(_, var device, var trouble, var length, var strikes) =>
            [$"{Word(trouble)}@{device + 1}/{(strikes < int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"next={strikes}") : $"for={Time(length / speed)}")}"],
        _ => [],
    };

    private static string Position(OutletSlot slot) => slot == OutletSlot.Whole ? "" : $":{slot}";

    private static string Time(Duration time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");

    private static string Word(Trouble trouble) => trouble switch
    {
        Trouble.Silent => "dark:silent",
        Trouble.Refused => "dark:refused",
        Trouble.Mute => "dark:mute",
        Trouble.Undiscoverable => "hang-up",
        Trouble.Forbidden => "forbidden",
        Trouble.RefusesAccount => "account:stale",
        Trouble.Busy => "busy",
        Trouble.Expired => "expired",
        Trouble.DropBefore => "drop:before",
        Trouble.DropAfter => "drop:after",
        Trouble.Ignored => "ignore",
        Trouble.Late => "late:1s",
        Trouble.Delay => "delay:3s",
        Trouble.Garbage => "garbage:body",
        Trouble.HiddenOutlet => "signature",
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, "Not a trouble."),
    };
}
