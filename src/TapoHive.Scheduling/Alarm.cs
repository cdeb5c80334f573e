using Akka.Actor;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling;

/// <summary>Something to do for a schedule of a house.</summary>
internal sealed record Alarm(HouseName House, ScheduleName Schedule, AlarmKind Kind) : INoSerializationVerificationNeeded;
