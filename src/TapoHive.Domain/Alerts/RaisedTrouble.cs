using NodaTime;

namespace TapoHive.Domain.Alerts;

/// <summary>A trouble that a person is to be told of.</summary>
/// <param name="Key">Who is in it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Code">The failure's code, or <c>not-proven</c> where nothing failed and the state is another all the same.</param>
/// <param name="Message">One sentence of fact and, where a person can do something, one of remedy.</param>
/// <param name="Since">When it began.</param>
/// <param name="Subject">The name it was told by, which stays where its plug leaves the house; absent until it was told.</param>
public sealed record RaisedTrouble(TroubleKey Key, AlertKind Kind, string Code, string Message, Instant Since, string? Subject = null)
{
    /// <summary>The code where a plug answers, nothing fails, and an outlet is not what it should be.</summary>
    public const string NotProven = "not-proven";
}
