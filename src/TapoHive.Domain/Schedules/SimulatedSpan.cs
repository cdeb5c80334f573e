using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>The span of time that is simulated.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when.</param>
public readonly record struct SimulatedSpan(Instant From, Instant To)
{
    private static readonly Duration Usual = Duration.FromDays(7);
    private static readonly Duration Longest = Duration.FromDays(2 * 366);
    private static readonly Duration Farthest = Duration.FromDays(10 * 366);

    /// <summary>The span that somebody asks for, or why it cannot be simulated, in words for people.</summary>
    /// <param name="from">Since when; absent for now.</param>
    /// <param name="to">Until when; absent for a week later.</param>
    /// <param name="now">Now.</param>
    public static (SimulatedSpan? Span, string? Objection) Of(Instant? from, Instant? to, Instant now)
    {
        var begin = from ?? now;

        // Before it begins a house that runs is lived through as well.
        if (begin > now + Farthest)
        {
            return (null, "A simulation begins within ten years from now. Write an earlier --from.");
        }

        var end = to ?? begin + Usual;
        return end <= begin ? (null, "The time asked for is empty: it ends before it begins. Write an earlier --from, or a later --to.")
            : end - begin > Longest ? (null, "A simulation is of at most two years. Write a later --from, or an earlier --to.")
            : (new SimulatedSpan(begin, end), null);
    }
}
