using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Schedules;

namespace TapoHive.Actors.Messages;

/// <summary>Decide what is due of schedules and was not decided yet. Answered by <see cref="DueDecided"/> once that is durable; asking again
/// does no harm.</summary>
/// <param name="House">Which house.</param>
/// <param name="Schedules">Which schedules; none for all.</param>
/// <param name="Number">The question's number, for the answer.</param>
public sealed record DecideDue(HouseName House, ImmutableArray<ScheduleName> Schedules, long Number) : IForHouse;

/// <summary>Nothing is due any more of the schedules that were named, none for all, as of the question with a number.</summary>
public sealed record DueDecided(HouseName House, ImmutableArray<ScheduleName> Schedules, long Number);

/// <summary>Something is due in a moment: have the sessions of the plugs concerned ready.</summary>
public sealed record WarmUp(HouseName House, ImmutableArray<ScheduleName> Schedules) : IForHouse;

/// <summary>Pause a schedule, or the whole house. Answered by <see cref="ScheduleOrdered"/> or <see cref="Refused"/>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Schedule">Which schedule; absent for all.</param>
/// <param name="Except">The schedules that go on where all are paused.</param>
/// <param name="Until">Until when; absent for "until resumed".</param>
/// <param name="Origin">By whom.</param>
public sealed record PauseSchedules(HouseName House, ScheduleName? Schedule, ImmutableArray<ScheduleName> Except, Instant? Until, Origin Origin) : IForHouse;

/// <summary>End the pause of a schedule, or of the whole house. Answered by <see cref="ScheduleOrdered"/> or <see cref="Refused"/>.</summary>
public sealed record ResumeSchedules(HouseName House, ScheduleName? Schedule, Origin Origin) : IForHouse;

/// <summary>Leave out a schedule's next occurrence. Answered by <see cref="ScheduleOrdered"/> or <see cref="Refused"/>.</summary>
public sealed record SkipOccurrence(HouseName House, ScheduleName Schedule, Origin Origin) : IForHouse;

/// <summary>Do now what a schedule does. Answered as <see cref="SwitchOutlets"/> is.</summary>
public sealed record FireSchedule(HouseName House, ScheduleName Schedule, Origin Origin) : IForHouse;

/// <summary>An order about schedules is durable.</summary>
/// <param name="House">Which house.</param>
/// <param name="Message">What is so now, for people.</param>
public sealed record ScheduleOrdered(HouseName House, string Message);
