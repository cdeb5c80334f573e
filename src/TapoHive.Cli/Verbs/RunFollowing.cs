using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.Runs;

namespace TapoHive.Cli.Verbs;

/// <summary>Follows runs to their end and says what came of them: <c>on</c>, <c>off</c>, <c>toggle</c>, <c>scene run</c>, <c>undo</c>.</summary>
internal static class RunFollowing
{
    /// <summary>How long proof is waited for where nobody says.</summary>
    public static TimeSpan UsualWindow { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Shows reports as they come; the exit code says whether all is proven.</summary>
    public static async Task<int> FollowAsync(IAsyncEnumerable<RunReport> reports, Waiting waiting, VerbContext context, CancellationToken cancellation)
    {
        RunReport? last = null;
        var screen = context.Format == OutputFormat.Table ? context.Screen : context.Screen with { Redrawing = Redrawing.Never };
        try
        {
            await foreach (var report in LiveView.FollowAsync(reports, screen, RunPicture.Draw, cancellation))
            {
                last = report;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && last is not null)
        {
            await context.Screen.Error.WriteLineAsync($"No longer waiting. The run {last.Run} goes on; look with 'tapohive runs'.");
            throw;
        }

        context.Write(last!, it => new RunLines(context.Screen).Finish(it, waiting));
        return last!.Outcome == RunOutcome.Converged || (last.Outcome == RunOutcome.Accepted && waiting == Waiting.ForAcceptance)
            ? ExitCode.Done
            : ExitCode.NotConverged;
    }
}
