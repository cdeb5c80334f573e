using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Contract;

/// <summary>Something that happened to an outlet.</summary>
/// <param name="At">When.</param>
/// <param name="What">A stable word, such as <c>press</c>.</param>
/// <param name="To">The state it led to, where it is about one.</param>
/// <param name="Origin">Who did it, or what explains it.</param>
public sealed record RecentReport(Instant At, string What, PowerState? To, string Origin);
