using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Quartz;

namespace TapoHive.Scheduling;

/// <summary>
/// Quartz.NET, in memory: one job and one trigger for each alarm. An alarm that was missed does nothing (Quartz tells only of the
/// oldest of several); what is due is derived from the house's own memory.
/// </summary>
internal sealed class AlarmClock : IAsyncDisposable
{
    // The job only passes a word on: threads are for Quartz's batches, which are no larger than its pool.
    private const int Threads = 16;

    private static readonly JobKey Ring = new("ring");

    private readonly ServiceProvider _services;
    private readonly IScheduler _quartz;

    private AlarmClock(ServiceProvider services, IScheduler quartz)
    {
        _services = services;
        _quartz = quartz;
    }

    /// <summary>Starts Quartz.</summary>
    /// <param name="ring">Called on one of Quartz's threads when an alarm goes off; must not block.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="loggers">Where Quartz's own logs go.</param>
    public static async Task<AlarmClock> StartAsync(Action<Alarm> ring, TimeProvider time, ILoggerFactory loggers)
    {
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(ring);
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseTimeProvider(time);
            quartz.UseDefaultThreadPool(Threads);
            quartz.ConfigureScheduler(options => options.MaxBatchSize = Threads);
        });
        var provider = services.BuildServiceProvider();
        var scheduler = await provider.GetRequiredService<ISchedulerFactory>().GetScheduler().ConfigureAwait(false);
        await scheduler.AddJob(JobBuilder.Create<RingJob>().WithIdentity(Ring).StoreDurably().Build(), AddJobOptions.Replacing).ConfigureAwait(false);
        await scheduler.Start().ConfigureAwait(false);
        return new AlarmClock(provider, scheduler);
    }

    /// <summary>Sets an alarm; an earlier one of the same name is forgotten.</summary>
    public async Task SetAsync(Alarm alarm, Instant at) => await _quartz.ScheduleTrigger(
        TriggerBuilder.Create()
            .WithIdentity(RingJob.KeyOf(alarm))
            .ForJob(Ring)
            .StartAt(at.ToDateTimeOffset())
            .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .Build(),
        TriggerConflict.Replace).ConfigureAwait(false);

    /// <summary>Forgets an alarm.</summary>
    public async Task ClearAsync(Alarm alarm) => await _quartz.UnscheduleJob(RingJob.KeyOf(alarm)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _quartz.Shutdown(false).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }
}
