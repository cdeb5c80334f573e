namespace TapoHive.Emulator.Tests.Clients;

/// <summary>Waits for what another task is about to do, without a guess at how long that takes; the test's own time-out is the limit.</summary>
internal static class Eventually
{
    public static async Task BeTrueAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
