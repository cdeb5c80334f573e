using Xunit;

namespace TapoHive.Daemon.Tests;

public sealed class CollectionBetweenRunsTests
{
    private const long Enough = CollectionBetweenRuns.WorthIt;
    private readonly CollectionBetweenRuns _collection = new();

    [Fact]
    public void It_is_due_when_a_run_has_ended_and_enough_was_allocated()
    {
        Assert.False(IsDueAfterRun(collections: 0, allocated: Enough - 1));
        Assert.True(IsDueAfterRun(collections: 0, allocated: Enough));
    }

    [Fact]
    public void A_run_is_left_alone()
    {
        Assert.False(_collection.IsDue(collections: 0, allocated: Enough, runs: true));
        Assert.False(_collection.IsDue(collections: 0, allocated: 10 * Enough, runs: true));
    }

    [Fact]
    public void Without_a_run_it_is_the_runtimes_matter()
    {
        Assert.False(_collection.IsDue(collections: 0, allocated: 10 * Enough, runs: false));

        // Also after one that was not worth it.
        Assert.False(IsDueAfterRun(collections: 1, allocated: 10 * Enough));
        Assert.False(_collection.IsDue(collections: 1, allocated: 20 * Enough, runs: false));
    }

    [Fact]
    public void It_counts_from_the_last_collection_whoever_asked_for_it()
    {
        Assert.True(IsDueAfterRun(collections: 0, allocated: Enough));
        Assert.False(IsDueAfterRun(collections: 1, allocated: Enough));
        Assert.False(IsDueAfterRun(collections: 1, allocated: (2 * Enough) - 1));
        Assert.True(IsDueAfterRun(collections: 1, allocated: 2 * Enough));
    }

    private bool IsDueAfterRun(int collections, long allocated)
    {
        Assert.False(_collection.IsDue(collections, allocated, runs: true));
        return _collection.IsDue(collections, allocated, runs: false);
    }
}
