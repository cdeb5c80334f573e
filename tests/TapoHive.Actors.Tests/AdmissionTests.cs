using TapoHive.Actors.Admission;

namespace TapoHive.Actors.Tests;

public sealed class AdmissionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plugs_are_admitted_in_the_order_in_which_they_came_and_one_that_gives_up_keeps_nobody_waiting()
    {
        var desk = new AdmissionDesk(new AdmissionLimits(1, 1));
        using var impatience = new CancellationTokenSource();
        var first = await desk.EnterAsync(PlugHealth.Well, Cancel);
        var second = desk.EnterAsync(PlugHealth.Well, impatience.Token).AsTask();
        var third = desk.EnterAsync(PlugHealth.Well, Cancel).AsTask();
        var fourth = desk.EnterAsync(PlugHealth.Well, Cancel).AsTask();

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();

        var place = await third.WaitAsync(Patience, Cancel);
        Assert.False(fourth.IsCompleted);
        place.Dispose();
        (await fourth.WaitAsync(Patience, Cancel)).Dispose();
    }

    [Fact]
    public async Task Plugs_that_failed_lately_keep_only_one_another_waiting()
    {
        var desk = new AdmissionDesk(new AdmissionLimits(1, 1));
        using var troubled = await desk.EnterAsync(PlugHealth.Troubled, Cancel);
        var another = desk.EnterAsync(PlugHealth.Troubled, Cancel).AsTask();

        using var well = await desk.EnterAsync(PlugHealth.Well, Cancel);

        Assert.False(another.IsCompleted);
        troubled.Dispose();
        (await another.WaitAsync(Patience, Cancel)).Dispose();
    }
}
