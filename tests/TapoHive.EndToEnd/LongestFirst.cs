using Xunit.Sdk;
using Xunit.v3;

namespace TapoHive.EndToEnd;

/// <summary>Has the classes that take longest begin first: the last of them would run alone, and all wait for it. It changes nothing but the order.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
        [nameof(SafetyOffTests), nameof(SceneTests), nameof(RecoveryTests), nameof(HouseFileTests), nameof(MaxOnTests), nameof(SwapTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(static collection => IsLong(collection) ? 0 : 1)];

    private static bool IsLong(ITestCollection collection) =>
        Array.Exists(Long, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal));
}
