using NodaTime;
using TapoHive.Actors;
using TapoHive.Cli.Rendering;
using TapoHive.Domain.Sightings;

namespace TapoHive.Cli.Verbs;

/// <summary>What <c>up</c> tells a person whose houses have found nothing a while after the start: the likely causes.</summary>
internal static class FirstLook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Duration Listening = Duration.FromSeconds(4);

    /// <summary>Waits for the first plug, and says why there may be none if none comes.</summary>
    public static async Task TellAsync(Hive hive, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            if (hive.Board.Views.IsEmpty || await IsAnybodyThereAsync(hive, cancellation))
            {
                return;
            }

            if (await hive.LookAsync(Listening, cancellation) is not { Survey: { } survey } found)
            {
                return;
            }

            var ours = hive.Board.Views.Values.SelectMany(static view => view.State.Definition?.Accounts ?? []).Select(static account => OwnerHash.OfUser(account.Username)).ToHashSet();
            var causes = LikelyCauses.Of(survey, found.Sightings, ours);
            if (!causes.IsEmpty)
            {
                await output.WriteLineAsync($"No plug of this hive's accounts has answered yet.{string.Concat(causes.Select(static cause => $"{Environment.NewLine}- {Tables.Plain(cause)}"))}");
                await output.FlushAsync(cancellation);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The hive ends, or nobody reads.
        }
    }

    private static async Task<bool> IsAnybodyThereAsync(Hive hive, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(Patience);
        while (true)
        {
            var seen = hive.Board.Version;
            if (hive.Board.Views.Values.Any(static view => !view.Waiting.IsEmpty || view.Reports.Values.Any(static report => report.ReadAt is not null)))
            {
                return true;
            }

            try
            {
                await hive.Board.WhenNewerThan(seen, enough.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return false;
            }
        }
    }
}
