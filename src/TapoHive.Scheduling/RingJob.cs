using Quartz;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling;

/// <summary>Quartz's only job: says which alarm went off. It holds no work and no actor's address.</summary>
internal sealed class RingJob(Action<Alarm> ring) : IJob
{
    /// <summary>The key of an alarm's trigger.</summary>
    public static TriggerKey KeyOf(Alarm alarm) => new($"{alarm.Schedule.Value} {alarm.Kind}", alarm.House.Value);

    /// <inheritdoc/>
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var words = context.Trigger.Key.Name.Split(' ');
        ring(new Alarm(new HouseName(context.Trigger.Key.Group), new ScheduleName(words[0]), Enum.Parse<AlarmKind>(words[1])));
        return ValueTask.CompletedTask;
    }
}
