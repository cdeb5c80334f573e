using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>forget</c>: the plugs that were taken out.</summary>
/// <param name="Forgotten">They, by house and name.</param>
public sealed record ForgetReport(ImmutableArray<OutletReference> Forgotten);
