using Xunit;

namespace TapoHive.Daemon.Tests;

public sealed class CollectionBetweenRunsTests
{
    private const long Enough = CollectionBetweenRuns.WorthIt;
    private readonly CollectionBetweenRuns _collection = new();

    [Fact]
    public void It_is_due_once_enough_was_allocated_and_no_run_is_under_way()
    {
        Assert.False(_collection.IsDue(collections: 0, allocated: Enough - 1, runs: false));
        Assert.True(_collection.IsDue(collections: 0, allocated: Enough, runs: false));
    }

    [Fact]
    public void A_run_is_left_alone_and_what_it_allocated_is_collected_behind_it()
    {
        Assert.False(_collection.IsDue(collections: 0, allocated: 10 * Enough, runs: true));
        Assert.True(_collection.IsDue(collections: 0, allocated: 10 * Enough, runs: false));
    }

    [Fact]
    public void It_counts_from_the_last_collection_whoever_asked_for_it()
    {
        Assert.True(_collection.IsDue(collections: 0, allocated: Enough, runs: false));
        Assert.False(_collection.IsDue(collections: 1, allocated: Enough, runs: false));
        Assert.False(_collection.IsDue(collections: 1, allocated: (2 * Enough) - 1, runs: false));
        Assert.True(_collection.IsDue(collections: 1, allocated: 2 * Enough, runs: false));

        // That of the runtime came first, in the middle of a run.
        Assert.False(_collection.IsDue(collections: 2, allocated: 3 * Enough, runs: true));
        Assert.False(_collection.IsDue(collections: 2, allocated: (4 * Enough) - 1, runs: false));
        Assert.True(_collection.IsDue(collections: 2, allocated: 4 * Enough, runs: false));
    }
}
