namespace TapoHive.Emulator.Faults;

/// <summary>What faults look at in a request.</summary>
/// <param name="Kind">What kind of exchange it is.</param>
/// <param name="Methods">The methods in it, those of batches and children too.</param>
/// <param name="Writes">Whether one of them changes something.</param>
internal sealed record RequestTraits(RequestKind Kind, IReadOnlyList<string> Methods, bool Writes)
{
    /// <summary>A request of a session that nobody has looked into yet.</summary>
    public static RequestTraits Unopened { get; } = new(RequestKind.Unopened, [], Writes: false);

    /// <summary>Whether a fault of a concern acts on it. Losing the session (<paramref name="beforeOpening"/>) comes before all others.</summary>
    public bool Fits(Concern concern, bool beforeOpening) => beforeOpening
        ? Kind is RequestKind.Unopened
        : concern switch
        {
            Concern.Any => Kind is not RequestKind.Unopened,
            Concern.Handshake => Kind is RequestKind.Handshake,
            Concern.Session => Kind is RequestKind.Session,
            Concern.Write => Kind is RequestKind.Session && Writes,
            _ => false,
        };

    /// <summary>Whether it contains a method; null is any. What is not opened yet has no names.</summary>
    public bool Names(string? method) =>
        method is null || Kind is RequestKind.Unopened || Methods.Contains(method, StringComparer.Ordinal);
}
