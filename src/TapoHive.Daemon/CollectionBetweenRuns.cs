using TapoHive.Actors.Houses;

namespace TapoHive.Daemon;

/// <summary>
/// Has the garbage collector run when a run has just ended, where it would soon run anyway. In the middle of one it holds up every plug that is being switched, and
/// takes longest, because then nearly all that it looks at is in use. Whatever else allocates, such as a start or the polls of a large house, is left to the runtime.
/// </summary>
internal sealed class CollectionBetweenRuns
{
    /// <summary>Bytes that have been allocated since the last collection where another one is worth it: half of what the runtime waits for at least.</summary>
    internal const long WorthIt = 32L * 1024 * 1024;

    private int _collections;
    private long _allocated;
    private bool _runs;

    /// <summary>Whether to collect now. Counted from the last collection, whoever asked for it: the runtime cannot always wait.</summary>
    /// <param name="collections">How often was collected so far.</param>
    /// <param name="allocated">How many bytes were allocated so far.</param>
    /// <param name="runs">Whether a run is under way.</param>
    public bool IsDue(int collections, long allocated, bool runs)
    {
        if (collections != _collections)
        {
            (_collections, _allocated) = (collections, allocated);
        }

        (var ended, _runs) = (_runs && !runs, runs);
        return ended && allocated - _allocated >= WorthIt;
    }

    /// <summary>Looks whenever a house shows itself, until it is cancelled.</summary>
    public static async Task FollowAsync(HouseBoard board, CancellationToken cancellation)
    {
        var collection = new CollectionBetweenRuns();
        while (!cancellation.IsCancellationRequested)
        {
            // Before the look: what is shown after it wakes.
            var seen = board.Version;
            if (collection.IsDue(GC.CollectionCount(0), GC.GetTotalAllocatedBytes(precise: false), board.HasOpenRuns))
            {
                GC.Collect(0);
            }

            await board.WhenNewerThan(seen, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
