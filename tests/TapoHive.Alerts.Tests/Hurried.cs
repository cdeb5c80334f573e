namespace TapoHive.Alerts.Tests;

/// <summary>Time in which a wait of up to ten seconds is over at once; longer ones (limits) last as long as they should.</summary>
internal sealed class Hurried : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(12) ? TimeSpan.FromMilliseconds(1) : dueTime, period);
}
