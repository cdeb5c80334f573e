using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Energy;

/// <summary>One quantity over the three spans that plugs sum up; absent where not told.</summary>
/// <param name="Today">Since midnight.</param>
/// <param name="Week">The past 7 days.</param>
/// <param name="Month">The past 30 days.</param>
public sealed record UsageSpans<T>(T? Today, T? Week, T? Month)
    where T : struct;
