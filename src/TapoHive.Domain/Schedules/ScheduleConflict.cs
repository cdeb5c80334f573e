using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Schedules;

/// <summary>Two schedules want opposite things of one outlet at one time.</summary>
/// <param name="Outlet">Which outlet.</param>
/// <param name="Earlier">The schedule that loses: its window still runs, or it is due at the same moment.</param>
/// <param name="Winner">The schedule that wins: the one that is due last.</param>
/// <param name="Kind">How they meet.</param>
/// <param name="First">When they first meet.</param>
/// <param name="Times">How often.</param>
/// <param name="To">What the winner makes of the outlet.</param>
public sealed record ScheduleConflict(OutletName Outlet, ScheduleName Earlier, ScheduleName Winner, ConflictKind Kind, Instant First, int Times, PowerState To)
{
    /// <summary>The conflict in a sentence without a full stop.</summary>
    public string Words => Kind == ConflictKind.SameMoment
        ? $"{Earlier} and {Winner} are due at the same moment and want opposite things of {Outlet}; {Winner} wins: {To.Word()}"
        : $"{Winner} switches {Outlet} {To.Word()} while the window of {Earlier} runs; {Winner} wins until one of them is due again";
}
