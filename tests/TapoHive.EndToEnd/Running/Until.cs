namespace TapoHive.EndToEnd.Running;

/// <summary>Waits for what is true sooner or later, and says what it waited for when that never comes.</summary>
internal static class Until
{
    /// <summary>Longer than anything takes on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(condition, () => what, Patience);

    /// <summary>The same, where finding out takes a while.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var isTrue = false;
        var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!(isTrue = await condition()) && Environment.TickCount64 <= giveUp)
        {
            await Task.Delay(Glance, TestContext.Current.CancellationToken);
        }

        Assert.True(isTrue, $"Waited {Patience.TotalSeconds:0} s in vain until {what}");
    }

    public static Task TrueAsync(Func<bool> condition, Func<string> what) => TrueAsync(condition, what, Patience);

    public static async Task TrueAsync(Func<bool> condition, Func<string> what, TimeSpan patience)
    {
        var giveUp = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > giveUp)
            {
                Assert.Fail($"Waited {patience.TotalSeconds:0} s in vain until {what()}");
            }

            await Task.Delay(Glance, TestContext.Current.CancellationToken);
        }
    }
}
