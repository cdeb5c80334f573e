using NodaTime;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>How far the look at what is seldom looked at has come.</summary>
/// <param name="NextAt">When its next part is due.</param>
/// <param name="Done">How many parts of this round are done.</param>
/// <param name="Settings">What was last seen of the plug as a whole.</param>
public sealed record Inspection(Instant NextAt, int Done = 0, PlugSettings? Settings = null);
