namespace TapoHive.Emulator.Web;

/// <summary>How many connections a whole house may have open, so that it does not run out of descriptors. Thread-safe.</summary>
internal sealed class ConnectionBudget(int most)
{
    private int _left = most;

    /// <summary>Takes one; false when none is left.</summary>
    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _left);
        return false;
    }

    /// <summary>Gives one back.</summary>
    public void GiveBack() => Interlocked.Increment(ref _left);
}
