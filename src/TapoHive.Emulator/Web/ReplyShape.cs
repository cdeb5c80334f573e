using TapoHive.Emulator.Faults;

namespace TapoHive.Emulator.Web;

/// <summary>What is done to an answer on its way out.</summary>
/// <param name="Garbage">Replaced by nonsense.</param>
/// <param name="Size">Filled up to so many bytes.</param>
/// <param name="Pause">Sent byte by byte with this pause.</param>
internal sealed record ReplyShape(GarbageKind? Garbage = null, long? Size = null, TimeSpan? Pause = null)
{
    /// <summary>Untouched.</summary>
    public static ReplyShape Plain { get; } = new();
}
