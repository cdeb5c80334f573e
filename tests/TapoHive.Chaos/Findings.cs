using System.Text;
using TapoHive.Actors.Serialization;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Simulation;

namespace TapoHive.Chaos;

/// <summary>What seeds have broken, as a failing test tells it: how to play each again, and where it was only one, what happened in it.</summary>
internal static class Findings
{
    private const int Most = 40;

    /// <param name="broken">What was broken by which seed.</param>
    /// <param name="told">What happened to a seed.</param>
    public static void MustBeNone(IReadOnlyCollection<(int Seed, string What)> broken, Func<int, History> told)
    {
        if (broken.Count == 0)
        {
            return;
        }

        var lines = broken.OrderBy(static finding => finding.Seed).Take(Most).Select(static finding => $"TAPOHIVE_CHAOS_SEED={finding.Seed}: {finding.What}");
        var seeds = broken.Select(static finding => finding.Seed).Distinct().ToList();
        var script = seeds.Count == 1 ? Script.Of(seeds[0]) : null;
        IEnumerable<string> story = script is null ? [] :
        [
            $"Devices: {string.Join(", ", script.Devices)}",
            .. script.Steps.Select(static step => step.ToString()),
            .. Story(told(script.Seed)),
        ];
        Assert.Fail(string.Join('\n', lines.Prepend($"{broken.Count} in {seeds.Count} seeds.").Concat(story)));
    }

    private static IEnumerable<string> Story(History history) =>
    [
        .. history.Journal.Index().Select(static happened => $"{happened.Index + 1} {Encoding.UTF8.GetString(HiveSerializer.Write(happened.Item))}"),
        .. history.Movements.Select(static moved => moved.ToString()),
        .. history.Standings.Select(static standing => standing.ToString()),
    ];
}
