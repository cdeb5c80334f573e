using TapoHive.Chaos.Histories;

namespace TapoHive.Chaos.Invariants;

/// <summary>Once nothing is wrong any more, every relay is as wanted, and the house says so truthfully.</summary>
internal static class Converging
{
    public static IEnumerable<string> Differing(History history) => history.Standings.SelectMany(static outlet => Differing(outlet));

    private static IEnumerable<string> Differing(Standing outlet)
    {
        if (outlet.Shown != outlet.Truth)
        {
            yield return $"{outlet.Name} is {outlet.Truth} and shown as {outlet.Shown?.ToString() ?? "unread"}.";
        }

        if (outlet.Wanted is { } wanted && wanted != outlet.Truth)
        {
            yield return $"{outlet.Name} is wanted {wanted} and is {outlet.Truth}.";
        }

        if (outlet.Wanted is not null && !outlet.Proven)
        {
            yield return $"{outlet.Name} is never proven.";
        }

        if (outlet.Trouble is { } trouble)
        {
            yield return $"{outlet.Name} has a problem though nothing is wrong: {trouble}";
        }
    }
}
