namespace TapoHive.Control.Wire;

/// <summary>
/// The constants that gate and client must agree on.
/// <para>
/// A client says <see cref="Hello"/> to <c>/user/gate</c>, is given a <see cref="Challenge"/>, answers it with a <see cref="Proof"/>
/// and is welcomed by its conversation, whose name nobody can guess. It then sends requests; each is answered by one
/// <see cref="Refusal"/> or by <see cref="Part"/>s, of which no more are sent than the client gave <see cref="Credit"/> for.
/// </para>
/// </summary>
public static class OperatorProtocol
{
    /// <summary>The version spoken here. Raised when a message changes its meaning.</summary>
    public const int Version = 1;

    /// <summary>Name of the gate's actor system.</summary>
    public const string SystemName = "gate";

    /// <summary>Name of the gate's actor.</summary>
    public const string GateName = "gate";

    /// <summary>The largest frame either side accepts, in bytes.</summary>
    public const int FrameBytes = 128_000;

    /// <summary>The largest piece of a reply in one <see cref="Part"/>: with its envelope well below a frame.</summary>
    public const int PartBytes = 64_000;

    /// <summary>How many parts of a reply may be sent before the client has said a word.</summary>
    public const int InitialCredit = 4;
}
