using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Tests.Keys;

public sealed class PasswordArithmeticTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_is_reckoned_at_a_time_than_there_is_room_for_and_all_is_in_the_end()
    {
        using var arithmetic = new PasswordArithmetic(2);
        var (now, most) = (0, 0);

        var done = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => arithmetic.DoAsync(
            () =>
            {
                var many = Interlocked.Increment(ref now);
                InterlockedMax(ref most, many);
                Thread.SpinWait(20_000);
                Interlocked.Decrement(ref now);
                return number;
            },
            Stop), Stop)));

        Assert.Equal(Enumerable.Range(0, 50), done);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Room_is_given_back_by_what_fails_and_by_those_who_give_up_waiting()
    {
        using var arithmetic = new PasswordArithmetic(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => arithmetic.DoAsync<int>(static () => throw new InvalidOperationException(), Stop));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => arithmetic.DoAsync(static () => 1, new CancellationToken(canceled: true)));

        Assert.Equal(2, await arithmetic.DoAsync(static () => 2, Stop));
    }

    private static void InterlockedMax(ref int most, int candidate)
    {
        for (var known = most; known < candidate; known = most)
        {
            Interlocked.CompareExchange(ref most, candidate, known);
        }
    }
}
