using TapoHive.Benchmarks.Contenders;
using TapoHive.Benchmarks.Figures;

namespace TapoHive.Benchmarks.Rows;

/// <summary>What a race came to: the laps of each contender in each round. A ratio is that of one round's figures, so that what the machine does besides
/// hits both sides of it.</summary>
internal sealed class Laps(int plugs)
{
    private readonly List<Dictionary<string, List<Lap>>> _rounds = [];

    /// <summary>How many plugs each lap switches.</summary>
    public int Plugs { get; } = plugs;

    /// <summary>Who ran, the hive first.</summary>
    public IReadOnlyList<string> Contenders => [.. _rounds[0].Keys.OrderBy(static name => name != HiveContender.Called)];

    /// <summary>Adds one round.</summary>
    public void Add(Dictionary<string, List<Lap>> round) => _rounds.Add(round);

    /// <summary>One figure of a contender for each round.</summary>
    public Series Of(string contender, Func<Lap, double> figure) => new([.. _rounds.Select(round => round[contender].Average(figure))]);

    /// <summary>The hive's figure to another's, round by round; nothing where the other did not run.</summary>
    public Series? Ratio(string other, Func<Lap, double> figure) => Contenders.Contains(other, StringComparer.Ordinal)
        ? new Series([.. _rounds.Select(round => round[HiveContender.Called].Average(figure) / round[other].Average(figure))])
        : null;
}
