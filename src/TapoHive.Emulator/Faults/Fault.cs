using TapoHive.Protocol.Tpap;

namespace TapoHive.Emulator.Faults;

/// <summary>
/// Something wrong with a plug for as long as its <see cref="FaultScope"/> says. What happens once instead, such as a press on the button, is an
/// <see cref="Incident"/>. The set is closed.
/// </summary>
public abstract record Fault
{
    private Fault(Concern concern) => Concern = concern;

    /// <summary>Which requests it acts on and counts.</summary>
    internal Concern Concern { get; }

    /// <summary>Unreachable.</summary>
    public sealed record Dark(DarkKind Kind) : Fault(Concern.Standing);

    /// <summary>Bound to another account.</summary>
    public sealed record Account(AccountKind Kind) : Fault(Concern.Standing);

    /// <summary>A TPAP plug wants the password in this form rather than in the usual one (PROTOCOL 4.3).</summary>
    public sealed record Passcode(PasscodeForm Form) : Fault(Concern.Standing);

    /// <summary>HTTP 403 to each handshake: "Third-Party Compatibility" is off. An AES plug answers 1003; one that speaks TPAP is not touched, because the
    /// switch only closes the other protocols.</summary>
    public sealed record Forbidden() : Fault(Concern.Handshake);

    /// <summary>A login whose <c>requestTimeMils</c> is 0 or missing is refused with -1501, as some AES firmware does (PROTOCOL 2.3).</summary>
    public sealed record StrictTime() : Fault(Concern.Standing);

    /// <summary>The session is gone when the request arrives.</summary>
    public sealed record Expired() : Fault(Concern.Session);

    /// <summary>The request arrives late. It is carried out then even if the client is gone, as a timed-out command that lands later. Where every request
    /// does, nothing looks at it before.</summary>
    public sealed record Delay(TimeSpan By) : Fault(Concern.Any);

    /// <summary>The connection is cut and no answer comes.</summary>
    public sealed record Drop(DropMoment Moment) : Fault(Concern.Any);

    /// <summary>The connection ends after each answer without a word before, so that a client that keeps it for the next request loses that one
    /// (PROTOCOL 7, row 8).</summary>
    public sealed record HangUp() : Fault(Concern.Any);

    /// <summary>The answer is no answer.</summary>
    public sealed record Garbage(GarbageKind Kind) : Fault(Concern.Any);

    /// <summary>The answer's body is filled up with spaces to this many bytes.</summary>
    public sealed record Oversized(long Bytes) : Fault(Concern.Any);

    /// <summary>The answer comes byte by byte, with this pause after each.</summary>
    public sealed record Drip(TimeSpan Pause) : Fault(Concern.Any);

    /// <summary>The answer's signature is wrong (KLAP, TPAP), or its ciphertext cannot be decrypted (AES).</summary>
    public sealed record WrongSignature() : Fault(Concern.Session);

    /// <summary>The answer is <c>error_code</c> <paramref name="Code"/>, and nothing is carried out.</summary>
    public sealed record Error(int Code) : Fault(Concern.Session);

    /// <summary>HTTP 429, and nothing is carried out.</summary>
    /// <param name="RetryAfter">The pause it asks for in <c>Retry-After</c>, in whole seconds; none is asked for where absent.</param>
    public sealed record TooMany(TimeSpan? RetryAfter = null) : Fault(Concern.Any);

    /// <summary>Writes are acknowledged and not carried out.</summary>
    public sealed record Ignored() : Fault(Concern.Write);

    /// <summary>Writes are acknowledged at once and carried out later.</summary>
    public sealed record Late(TimeSpan By) : Fault(Concern.Write);
}
