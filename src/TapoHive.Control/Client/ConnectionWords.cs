using TapoHive.Control.Keys;

namespace TapoHive.Control.Client;

/// <summary>What happened to a connection, in words for people.</summary>
internal static class ConnectionWords
{
    public static HiveException NotRunning(string where) => new(
        HiveFailure.NotReachable,
        $"The hive is not running ({where}). Start it with 'tapohive up', or try 'tapohive up --demo'.");

    public static HiveException NoAnswer(GateAddress gate, TimeSpan waited) => new(
        HiveFailure.NotReachable,
        $"The hive at {gate} did not answer within {Seconds(waited)} s. It may be busy: look at its log, or allow more with --timeout.");

    /// <summary>TLS tells a client nothing of why the other side does not want it, and sometimes not even that.</summary>
    public static HiveException NotLetIn(GateAddress gate, TimeSpan waited) => new(
        HiveFailure.NotReachable,
        $"The hive at {gate} did not let this operator in within {Seconds(waited)} s. It may be busy, may not know this key, or may be another program: look at its log, or allow more with --timeout.");

    public static HiveException Lost() => new(
        HiveFailure.NotReachable,
        "The connection to the hive was lost: it stopped, or let this client go. What it had accepted stays accepted; look with 'tapohive status'.");

    /// <summary>The door was closed before a word was said: by us, who do not know the gate, or by the gate, which does not know us.</summary>
    public static HiveException OtherHive() => new(
        HiveFailure.NotAllowed,
        "The hive that answers is not the one that this operator's key is for, or no hive at all. Use the data folder (--data) or key of that hive.");

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
