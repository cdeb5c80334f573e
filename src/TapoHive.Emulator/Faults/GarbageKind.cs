namespace TapoHive.Emulator.Faults;

/// <summary>Where an answer stops making sense.</summary>
public enum GarbageKind
{
    /// <summary>Proper HTTP around a body of random bytes.</summary>
    Body,

    /// <summary>Random bytes instead of HTTP, then the connection ends.</summary>
    Http,
}
