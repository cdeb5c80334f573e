using TapoHive.Emulator.Faults;

namespace TapoHive.Emulator.Web;

/// <summary>What is done to an answer on its way out.</summary>
/// <param name="Garbage">Replaced by nonsense.</param>
/// <param name="Size">Filled up to so many bytes.</param>
/// <param name="Pause">Sent byte by byte with this pause.</param>
/// <param name="AnnouncesClose">Whether <c>Connection: close</c> tells the client what comes.</param>
internal sealed record ReplyShape(GarbageKind? Garbage = null, long? Size = null, TimeSpan? Pause = null, bool AnnouncesClose = false)
{
    /// <summary>Untouched.</summary>
    public static ReplyShape Plain { get; } = new();
}
