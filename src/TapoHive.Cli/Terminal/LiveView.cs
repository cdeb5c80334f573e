using System.Runtime.CompilerServices;

namespace TapoHive.Cli.Terminal;

/// <summary>Shows what is awaited while it takes longer than a glance: nothing for half a second, then a picture that lives.</summary>
public static class LiveView
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Passes values on as they come, and draws the last one meanwhile. In the end nothing is left of the picture.</summary>
    /// <param name="values">What comes.</param>
    /// <param name="screen">Where; values are only passed on where nothing may be drawn over.</param>
    /// <param name="picture">Draws the last value, absent before the first, and how long it has been.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<T> FollowAsync<T>(
        IAsyncEnumerable<T> values,
        Screen screen,
        Action<Screen, T?, TimeSpan> picture,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (screen.Kind != ScreenKind.Terminal || screen.Redrawing != Redrawing.Possible)
        {
            await foreach (var value in values.WithCancellation(cancellation))
            {
                yield return value;
            }

            yield break;
        }

        using var region = new LiveRegion(screen);
        await using var coming = values.GetAsyncEnumerator(cancellation);
        var begun = TimeProvider.System.GetTimestamp();
        T? last = default;
        try
        {
            while (true)
            {
                var next = coming.MoveNextAsync().AsTask();
                while (await Task.WhenAny(next, Task.Delay(Beat, CancellationToken.None)) != next)
                {
                    if (TimeProvider.System.GetElapsedTime(begun) is var taken && taken >= Glance)
                    {
                        region.Show(it => picture(it, last, taken));
                    }
                }

                if (!await next)
                {
                    yield break;
                }

                last = coming.Current;
                yield return last;
            }
        }
        finally
        {
            region.Clear();
        }
    }

    /// <summary>The same for one answer.</summary>
    public static async Task<T> WaitAsync<T>(Task<T> answer, Screen screen, Action<Screen, TimeSpan> picture, CancellationToken cancellation)
    {
        await foreach (var value in FollowAsync(Once(answer), screen, (it, _, taken) => picture(it, taken), cancellation))
        {
            return value;
        }

        throw new InvalidOperationException("An answer always comes or fails.");

        static async IAsyncEnumerable<T> Once(Task<T> answer)
        {
            yield return await answer;
        }
    }
}
