using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Contract;

/// <summary>Something that will happen to an outlet by itself.</summary>
/// <param name="At">When.</param>
/// <param name="To">What it will then be asked to be.</param>
/// <param name="Because">Why.</param>
public sealed record NextReport(Instant At, PowerState To, string Because);
