using System.Net;
using TapoHive.Control.Connections;
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

    public static HiveException NotLetIn(GateAddress gate, TimeSpan waited) => new(
        HiveFailure.NotReachable,
        $"What listens on {gate} did not let this operator in within {Seconds(waited)} s. The hive may be busy, or it may be another program: look at the hive's log, or allow more with --timeout.");

    /// <summary>Nothing listens there. On this machine that means that no hive runs.</summary>
    public static HiveException NotThere(GateAddress gate, string why) => IPAddress.TryParse(gate.Host, out var address) && IPAddress.IsLoopback(address)
        ? NotRunning($"nothing listens on {gate}")
        : new HiveException(
            HiveFailure.NotReachable,
            $"The hive at {gate} cannot be reached: {why.TrimEnd('.')}. See that it runs, that its gate listens for others (gate.bind, gate.port), and that no firewall is between.");

    /// <summary>What kept a client outside before a word was said; null where nothing did.</summary>
    public static HiveException? Of(GateReception reception, GateAddress gate) => reception switch
    {
        GateReception.Welcome => null,
        GateReception.IsAnother => OtherHive(),
        GateReception.IsNoGate => new HiveException(
            HiveFailure.NotReachable,
            $"What listens on {gate} is no hive, or one of another version. Look what runs there; a hive that was killed leaves an address behind, and the next start corrects it."),
        GateReception.ClosedTheDoor => new HiveException(
            HiveFailure.NotAllowed,
            $"The hive at {gate} closed the door: this key is not of its operators, or too many are at its door just now. Use the data folder (--data) or key of that hive, or try again in a moment."),
        _ => throw new ArgumentOutOfRangeException(nameof(reception)),
    };

    public static HiveException Lost() => new(
        HiveFailure.NotReachable,
        "The connection to the hive was lost: it stopped, or let this client go. What it had accepted stays accepted; look with 'tapohive status'.");

    /// <summary>We closed the door before a word was said: the gate shows no certificate of the authority that this key names.</summary>
    public static HiveException OtherHive() => new(
        HiveFailure.NotAllowed,
        "The hive that answers is not the one that this operator's key is for, or no hive at all. Use the data folder (--data) or key of that hive.");

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
