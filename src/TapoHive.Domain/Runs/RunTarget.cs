using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Runs;

/// <summary>What a run wants of one outlet, and what was wanted before.</summary>
/// <param name="Outlet">Which.</param>
/// <param name="Wanted">What.</param>
/// <param name="Revision">The revision of the event that set the intent; absent where it is the one that started the run.</param>
/// <param name="Since">When that was; absent where it is when the run started.</param>
/// <param name="Before">The slots as the run found them; absent in records from before runs could be undone.</param>
/// <param name="Observed">What the outlet was last read as before.</param>
/// <param name="PutBack">Of an undo: the slots it leaves behind.</param>
public sealed record RunTarget(
    OutletKey Outlet,
    PowerState Wanted,
    long? Revision = null,
    Instant? Since = null,
    IntentSlots? Before = null,
    PowerState? Observed = null,
    IntentSlots? PutBack = null)
{
    /// <summary>Whether nobody wants anything once the outlet is back where it was: the intent only brings it there.</summary>
    public bool IsPassing => PutBack is { Top: null };
}
