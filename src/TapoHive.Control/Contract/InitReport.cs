using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>init</c>: what was written, and what answered.</summary>
/// <param name="House">The new house.</param>
/// <param name="File">Its file.</param>
/// <param name="Secret">The password's file.</param>
/// <param name="Account"><c>proven</c> where a plug has shown that it knows the password, <c>unproven</c> where none could without spending an attempt, <c>untried</c> where none was looked for.</param>
/// <param name="Sightings">What answered.</param>
/// <param name="Causes">Why no plug of the account was found, likeliest first; empty where one was.</param>
/// <param name="Next">Commands to type next.</param>
public sealed record InitReport(
    string House,
    string File,
    string Secret,
    string Account,
    ImmutableArray<SightingReport> Sightings,
    ImmutableArray<string> Causes,
    ImmutableArray<string> Next);
