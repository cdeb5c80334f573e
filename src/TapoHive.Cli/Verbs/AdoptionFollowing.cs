using System.Collections.Immutable;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Verbs;

/// <summary>Waits until plugs that are let in have joined, and shows each as it does.</summary>
internal static class AdoptionFollowing
{
    /// <summary>Lets plugs in.</summary>
    public static async Task<AdoptReport> FollowAsync(HiveClient hive, ImmutableArray<string> plugs, TimeSpan window, Screen screen, CancellationToken cancellation)
    {
        if (screen.Kind != ScreenKind.Terminal || screen.Redrawing != Redrawing.Possible)
        {
            return await hive.AdoptAsync(plugs, window, cancellation);
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var news = hive.WatchAsync([], over.Token).GetAsyncEnumerator(over.Token);
        var before = await news.MoveNextAsync() ? news.Current.Select(static outlet => outlet.FullName).ToHashSet(StringComparer.Ordinal) : [];
        var joined = ImmutableSortedDictionary.Create<string, OutletStatus>(StringComparer.Ordinal);
        var watching = WatchAsync();
        try
        {
            return await LiveView.WaitAsync(
                hive.AdoptAsync(plugs, window, cancellation), screen, (it, taken) => AdoptionLines.Draw(it, [.. joined.Values], taken), cancellation);
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }

        async Task WatchAsync()
        {
            try
            {
                while (await news.MoveNextAsync())
                {
                    joined = joined.SetItems(news.Current.Where(outlet => !outlet.Gone && !before.Contains(outlet.FullName)).Select(static outlet => KeyValuePair.Create(outlet.FullName, outlet)));
                }
            }
            catch (Exception e) when (e is OperationCanceledException or HiveException)
            {
                // What it is watched for is told by the answer.
            }
        }
    }
}
