using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Emulator.Faults;

/// <summary>Something that happens to a plug at an instant. The set is closed.</summary>
public abstract record Incident
{
    private Incident()
    {
    }

    /// <summary>Somebody presses the button: the relay moves to the other state.</summary>
    /// <param name="Slot">Which relay; null is the first.</param>
    public sealed record Press(OutletSlot? Slot = null) : Incident;

    /// <summary>Mains goes away and comes back: sessions lost, relays open and then in their default state.</summary>
    public sealed record Reboot(TimeSpan Off) : Incident;

    /// <summary>The overload protection opens a closed relay.</summary>
    /// <param name="Slot">Which relay; null is the first.</param>
    public sealed record Trip(OutletSlot? Slot = null) : Incident;

    /// <summary>All sessions are forgotten.</summary>
    public sealed record Forget() : Incident;

    /// <summary>The plug gets a new, unused address.</summary>
    public sealed record Move() : Incident;

    /// <summary>Two plugs get each other's addresses.</summary>
    /// <param name="With">The number of the other plug.</param>
    public sealed record Swap(int With) : Incident;

    /// <summary>A TPAP plug locks itself, as after too many wrong passwords; other plugs take no notice.</summary>
    /// <param name="Length">For how long; a login meanwhile begins it anew.</param>
    public sealed record Lock(TimeSpan Length) : Incident;

    /// <summary>The plug's own clock is put off: it shows this much more, or less where it is negative.</summary>
    public sealed record Drift(TimeSpan By) : Incident;

    /// <summary>Somebody stores a rule on a relay in the vendor's app.</summary>
    /// <param name="Rule">Which kind.</param>
    /// <param name="Slot">Which relay; null is the first.</param>
    public sealed record Store(StoredRule Rule, OutletSlot? Slot = null) : Incident;

    /// <summary>A firmware update, or the "Third-Party Compatibility" switch: from now on it speaks another protocol.</summary>
    public sealed record Update(Transport To) : Incident;
}
