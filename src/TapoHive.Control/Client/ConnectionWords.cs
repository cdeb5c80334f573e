using System.Security.Authentication;
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
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The hive at {gate} did not answer within {waited.TotalSeconds:0.#} s. It may be busy, or something else may be listening there; look at its log, or allow more with --timeout."));

    public static HiveException Lost() => new(
        HiveFailure.NotReachable,
        "The connection to the hive was lost: it stopped, or let this client go. What it had accepted stays accepted; look with 'tapohive status'.");

    public static HiveException OtherHive() => new(
        HiveFailure.NotAllowed,
        "The hive that answers is not the one that this operator's key is for. Use the data folder (--data) or key of that hive.");

    public static HiveException Explain(Exception cause, GateAddress gate)
    {
        for (var e = cause; e is not null; e = e.InnerException)
        {
            if (e is AuthenticationException)
            {
                return OtherHive();
            }
        }

        return new HiveException(
            HiveFailure.NotReachable,
            $"The hive at {gate} cannot be reached, or closed the door before a word was said: its keys and this operator's may not belong together. Look at the hive's log.");
    }
}
