using TapoHive.Domain.Outlets;

namespace TapoHive.Chaos.Histories;

/// <summary>How an outlet stands in the end.</summary>
/// <param name="Name">Which.</param>
/// <param name="Truth">What its relay truly is.</param>
/// <param name="Shown">What the house says it is.</param>
/// <param name="Wanted">What the house says it wants; null where nobody asks.</param>
/// <param name="Proven">Whether the house says that it is proven.</param>
/// <param name="Trouble">What the house says is wrong.</param>
internal sealed record Standing(OutletName Name, PowerState Truth, PowerState? Shown, PowerState? Wanted, bool Proven, string? Trouble);
