using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Testing;

namespace TapoHive.Scheduling.Tests;

public sealed class ClockWatchTests
{
    private readonly FakeClock _wall = new(Instant.FromUtc(2026, 11, 25, 18, 0));
    private readonly FakeTimeProvider _elapsed = new();

    [Theory]
    [InlineData(5, 5, false)]
    [InlineData(6, 5, false)] // a clock that is disciplined
    [InlineData(605, 5, true)]
    [InlineData(-3595, 5, true)]
    [InlineData(126230400, 5, true)]
    public void A_step_is_where_wall_time_and_elapsed_time_part(int wallSeconds, int elapsedSeconds, bool isStep)
    {
        var watch = new ClockWatch(_wall, _elapsed);
        _wall.Advance(Duration.FromSeconds(wallSeconds));
        _elapsed.Advance(TimeSpan.FromSeconds(elapsedSeconds));

        Assert.Equal(isStep ? Duration.FromSeconds(wallSeconds - elapsedSeconds) : null, watch.Look());
        Assert.Null(watch.Look());
    }
}
