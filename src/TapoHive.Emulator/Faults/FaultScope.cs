namespace TapoHive.Emulator.Faults;

/// <summary>How long a fault lasts and which requests it means. Counts are of the requests the fault concerns and <see cref="Method"/> picks.</summary>
/// <param name="After">So many requests go well first.</param>
/// <param name="Next">Then so many are hit; null means all.</param>
/// <param name="At">It begins this long after being set.</param>
/// <param name="For">It ends this long after it began; null means never.</param>
/// <param name="Method">Only requests that contain this method, such as <c>set_device_info</c> (also inside a batch or for a child); handshakes are
/// <c>handshake</c>, <c>login_device</c>, <c>handshake1</c>, <c>handshake2</c>, <c>pake_register</c> and <c>pake_share</c>.</param>
public sealed record FaultScope(int After = 0, int? Next = null, TimeSpan At = default, TimeSpan? For = null, string? Method = null)
{
    /// <summary>Until it is cleared, for every request.</summary>
    public static FaultScope Always { get; } = new();

    /// <summary>The next request only.</summary>
    public static FaultScope Once { get; } = new(Next: 1);

    /// <summary>Why a fault cannot have this scope; nothing where it can.</summary>
    internal string? WrongFor(Fault fault) => fault is Fault.Expired && Method is not null
        ? "'expired' happens before a request is opened and cannot pick a method"
        : null;
}
