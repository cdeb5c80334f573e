using TapoHive.Control.Client;

namespace TapoHive.Cli.CommandLine;

/// <summary>What the process says to scripts (DESIGN section 7).</summary>
public static class ExitCode
{
    /// <summary>Done and proven; with <c>--no-wait</c> durably accepted.</summary>
    public const int Done = 0;

    /// <summary>An error.</summary>
    public const int Error = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>The hive cannot be reached.</summary>
    public const int NotReachable = 3;

    /// <summary>The hive does not allow it.</summary>
    public const int NotAllowed = 4;

    /// <summary>The selectors mean nothing.</summary>
    public const int NothingMatched = 5;

    /// <summary>Not every outlet was proven to be what was asked.</summary>
    public const int NotConverged = 6;

    /// <summary>Stopped by Ctrl-C, as shells say it (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>The code for a failure.</summary>
    public static int Of(HiveFailure failure) => failure switch
    {
        HiveFailure.NotReachable => NotReachable,
        HiveFailure.NotAllowed => NotAllowed,
        HiveFailure.NothingMatched => NothingMatched,
        HiveFailure.Invalid => Usage,
        _ => Error,
    };
}
