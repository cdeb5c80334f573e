namespace TapoHive.Cli.Verbs;

/// <summary>The one place where the command line meets the daemon.</summary>
public static class HiveProcess
{
    /// <summary>Runs the hive until it is cancelled.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(UpOptions options, CancellationToken cancellation) =>
        throw new IOException("This build has no daemon in it yet.");
}
