using System.Globalization;

namespace TapoHive.Chaos;

/// <summary>
/// Which seeds to play: a few as a rule, <c>TAPOHIVE_CHAOS_SEEDS</c> of them where that is set, only <c>TAPOHIVE_CHAOS_SEED</c> where that is, from
/// <c>TAPOHIVE_CHAOS_FROM</c> on.
/// </summary>
internal static class Seeds
{
    /// <summary>Whether somebody asked for more than the usual.</summary>
    public static bool AreAsked => Number("TAPOHIVE_CHAOS_SEED") is not null || Number("TAPOHIVE_CHAOS_SEEDS") is not null;

    public static IEnumerable<int> Of(int usual) => Number("TAPOHIVE_CHAOS_SEED") is { } one
        ? [one]
        : Enumerable.Range(Number("TAPOHIVE_CHAOS_FROM") ?? 1, Number("TAPOHIVE_CHAOS_SEEDS") ?? usual);

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
