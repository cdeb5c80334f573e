using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;

namespace TapoHive.Domain.Schedules;

/// <summary>A pause of one schedule, or of all of a house.</summary>
/// <param name="Origin">Who ordered it.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When it ends by itself; absent for "until resumed".</param>
/// <param name="Except">The schedules that go on, where the whole house is paused.</param>
public sealed record SchedulePause(Origin Origin, Instant Since, Instant? Until, ImmutableArray<ScheduleName> Except)
{
    /// <summary>Whether what is due at an instant is left out.</summary>
    public bool Covers(ScheduleName schedule, Instant due) => due >= Since && (Until is null || due < Until) && !Except.Contains(schedule);

    /// <summary>Whether it has ended by itself.</summary>
    public bool IsOver(Instant now) => Until <= now;
}
