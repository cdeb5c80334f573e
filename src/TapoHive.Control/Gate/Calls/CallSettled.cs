namespace TapoHive.Control.Gate.Calls;

/// <summary>What came of a request, for the audit.</summary>
/// <param name="Id">Which request.</param>
/// <param name="Outcome">In a word or a sentence.</param>
/// <param name="Verdict">Whether it was accepted.</param>
internal sealed record CallSettled(long Id, string Outcome, CallVerdict Verdict);

/// <summary>Whether a request was accepted.</summary>
internal enum CallVerdict
{
    /// <summary>It was.</summary>
    Answered,

    /// <summary>It was not.</summary>
    Refused,
}
