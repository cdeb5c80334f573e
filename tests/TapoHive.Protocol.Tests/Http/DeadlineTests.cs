using TapoHive.Protocol.Http;

namespace TapoHive.Protocol.Tests.Http;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public void One_that_was_called_off_leaves_nothing_to_the_next()
    {
        var deadlines = new Deadlines(TimeProvider.System);
        for (var round = 0; round < 3; round++)
        {
            using var caller = new CancellationTokenSource();
            using (var first = deadlines.Begin(Long, caller.Token))
            {
                Assert.False(first.Token.IsCancellationRequested);
                caller.Cancel();
                Assert.True(first.Token.IsCancellationRequested);
            }

            using var next = deadlines.Begin(Long, CancellationToken.None);
            Assert.False(next.Token.IsCancellationRequested);
        }
    }

    [Fact]
    public void A_caller_of_one_before_cannot_end_the_next()
    {
        var deadlines = new Deadlines(TimeProvider.System);
        using var caller = new CancellationTokenSource();
        deadlines.Begin(Long, caller.Token).Dispose();
        using var next = deadlines.Begin(Long, CancellationToken.None);

        caller.Cancel();

        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public void It_ends_by_its_clock_and_by_the_longer_one_it_was_given()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var deadline = new Deadlines(time).Begin(TimeSpan.FromSeconds(2), CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(1));
        deadline.Extend(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(deadline.Token.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(deadline.Token.IsCancellationRequested);
    }
}
