using System.Text.Json;
using TapoHive.Domain.Failures;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>What one outlet answered to one call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Answer">The innermost answer.</param>
/// <param name="Refusal">What its error code means; absent for a success.</param>
internal sealed record OutletAnswer(MethodCall Call, MethodAnswer Answer, Failure? Refusal)
{
    /// <summary>The result of a success, else an undefined element.</summary>
    public JsonElement Result => Refusal is null ? Answer.Result : default;
}
