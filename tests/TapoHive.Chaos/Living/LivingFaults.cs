using TapoHive.Chaos.Simulation;
using TapoHive.Emulator.Faults;

namespace TapoHive.Chaos.Living;

/// <summary>The emulator's fault for each trouble of a script.</summary>
internal static class LivingFaults
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public static (Fault Fault, string? Method) Of(Trouble trouble) => trouble switch
    {
        Trouble.Silent => (new Fault.Dark(DarkKind.Silent), null),
        Trouble.Refused => (new Fault.Dark(DarkKind.Refused), null),
        Trouble.Mute => (new Fault.Dark(DarkKind.Mute), null),
        Trouble.Undiscoverable => (new Fault.HangUp(), null),
        Trouble.Forbidden => (new Fault.Forbidden(), null),
        Trouble.RefusesAccount => (new Fault.Account(AccountKind.Stale), null),
        Trouble.Busy => (new Fault.Error(-1301), null),
        Trouble.Expired => (new Fault.Expired(), null),
        Trouble.DropBefore => (new Fault.Drop(DropMoment.BeforeApplying), null),
        Trouble.DropAfter => (new Fault.Drop(DropMoment.AfterApplying), null),
        Trouble.Ignored => (new Fault.Ignored(), null),
        Trouble.Late => (new Fault.Late(TimeSpan.FromSeconds(1)), null),
        Trouble.Delay => (new Fault.Delay(Longest), null),
        Trouble.Garbage => (new Fault.Garbage(GarbageKind.Body), null),
        Trouble.HiddenOutlet => (new Fault.WrongSignature(), null),
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, "Not a trouble."),
    };
}
