namespace TapoHive.Domain.Failures;

/// <summary>What went wrong with one exchange, in a form a person may read.</summary>
/// <param name="Kind">What may be done next.</param>
/// <param name="Message">One sentence of fact and, where a person can do something, one of remedy. Never a secret.</param>
/// <param name="Delivery">Whether the plug may have acted on the request.</param>
/// <param name="RetryAfter">The pause the plug or the protocol asks for, where one is known.</param>
public sealed record Failure(FailureKind Kind, string Message, Delivery Delivery = Delivery.NotDelivered, NodaTime.Duration? RetryAfter = null)
{
    /// <summary>The stable code for programs: the kind in kebab case, such as <c>credentials-rejected</c>.</summary>
    public string Code => FailureCodes.Of(Kind);
}
