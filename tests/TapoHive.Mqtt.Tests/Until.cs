namespace TapoHive.Mqtt.Tests;

/// <summary>Waits for something to come true, with a generous limit.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> condition, string otherwise)
    {
        for (var left = 1_200; left > 0; left--)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail(otherwise);
    }

    public static Task TrueAsync(Func<bool> condition, string otherwise) => TrueAsync(() => Task.FromResult(condition()), otherwise);
}
