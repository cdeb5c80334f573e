using System.Globalization;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Gate.Calls;

/// <summary>Which run <c>12</c> or <c>hillside/12</c> is.</summary>
internal abstract record RunRouting
{
    private RunRouting()
    {
    }

    /// <summary>The run, and its house.</summary>
    public sealed record Found(HouseView House, RunId Run) : RunRouting;

    /// <summary>None, or one in several houses.</summary>
    public sealed record Nothing : RunRouting;

    /// <summary>Finds a run that is remembered.</summary>
    public static RunRouting Find(IReadOnlyCollection<HouseView> houses, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!long.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new Nothing();
        }

        var run = new RunId(number);
        var meant = houses.Where(view => (slash < 0 || view.Name.Value.Equals(text[..slash], StringComparison.OrdinalIgnoreCase))
            && (view.State.OpenRuns.ContainsKey(run) || view.State.PastRuns?.ContainsKey(run) == true)).ToList();
        return meant is [var house] ? new Found(house, run) : new Nothing();
    }

    /// <summary>Why a run was not found, in the words of the protocol.</summary>
    public static CallReply.Refuse Explain(IReadOnlyCollection<HouseView> houses, string text) => new(
        RefusalCode.NothingMatched,
        houses.Count > 1 && !text.Contains('/', StringComparison.Ordinal)
            ? $"Run '{text}' is not one that is remembered, or not of one house only. Write it as 'tapohive runs' shows it, such as {houses.First().Name}/{text}."
            : $"There is no run '{text}' that is remembered. 'tapohive runs' lists those that are.");
}
