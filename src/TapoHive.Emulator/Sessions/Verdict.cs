using TapoHive.Emulator.Faults;

namespace TapoHive.Emulator.Sessions;

/// <summary>What the faults make of one exchange.</summary>
/// <param name="Forbidden">A handshake is refused.</param>
/// <param name="Error">This code is answered and nothing carried out.</param>
/// <param name="WrongSignature">The answer is sealed wrongly.</param>
internal sealed record Verdict(bool Forbidden, int? Error, bool WrongSignature)
{
    /// <summary>Reads it off the faults that hit.</summary>
    public static Verdict Of(IReadOnlyList<Fault> hits) => new(
        hits.OfType<Fault.Forbidden>().Any(),
        hits.OfType<Fault.Error>().Select(static e => (int?)e.Code).LastOrDefault(),
        hits.OfType<Fault.WrongSignature>().Any());
}
