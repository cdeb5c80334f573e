using NodaTime;
using TapoHive.Domain.Failures;

namespace TapoHive.Domain.Plugs;

/// <summary>What keeps a plug or outlet from being what it is wanted to be, and since when.</summary>
/// <param name="Kind">What may be done about it; in kebab case the code that programs see.</param>
/// <param name="Message">One sentence of fact and one of remedy, for people.</param>
/// <param name="Since">When it began.</param>
public sealed record PlugProblem(FailureKind Kind, string Message, Instant Since)
{
    /// <summary>The stable code for programs.</summary>
    public string Code => FailureCodes.Of(Kind);
}
