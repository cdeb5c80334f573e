using TapoHive.Domain.Failures;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// Tells apart why a plug refuses a protocol that it is said to speak (PROTOCOL 3.3; 7, rows 1, 2 and 4). The TPAP discover call shows no credential and costs nothing:
/// firmware that speaks TPAP answers it with how it wants to be spoken to, or with the fact that the switch in the app is on.
/// </summary>
internal static class ClosedTransport
{
    private const string SpeaksTpap = "speaks TPAP now, because Third-Party Compatibility is off or its firmware knows nothing else";

    /// <summary>Why <c>handshake1</c> of KLAP was answered with 403.</summary>
    public static async Task<Failure> OfKlapAsync(PlugEndpoint endpoint, CancellationToken cancellationToken) => await AskAsync(endpoint, cancellationToken).ConfigureAwait(false) switch
    {
        Wish.Tpap => endpoint.Failure(FailureKind.TransportChanged, SpeaksTpap, Remedies.Followed),
        Wish.Klap => endpoint.Failure(
            FailureKind.Transient,
            "refuses a new session (HTTP 403) though Third-Party Compatibility is on: another client (the vendor's app, a hub, a second tool) seems to hold it",
            "Leave the plug to one of them."),
        _ => endpoint.Failure(FailureKind.CompatibilityOff, "refused the handshake (HTTP 403): Third-Party Compatibility is off, or another client holds the plug", Remedies.Compatibility),
    };

    /// <summary>Why the securePassthrough handshake was answered with 1003.</summary>
    public static async Task<Failure> OfPassthroughAsync(PlugEndpoint endpoint, CancellationToken cancellationToken) => await AskAsync(endpoint, cancellationToken).ConfigureAwait(false) switch
    {
        Wish.Tpap => endpoint.Failure(FailureKind.TransportChanged, SpeaksTpap, Remedies.Followed),
        Wish.Klap => endpoint.Failure(FailureKind.TransportChanged, "speaks KLAP now, because its firmware was updated", Remedies.Followed),
        _ => endpoint.Failure(
            FailureKind.TransportChanged,
            "does not speak securePassthrough any more (error 1003): its firmware was updated, or Third-Party Compatibility is off",
            $"{Remedies.Followed} If it does not say anything new: {Remedies.Compatibility}"),
    };

    private static async Task<Wish> AskAsync(PlugEndpoint endpoint, CancellationToken cancellationToken)
    {
        var outcome = await endpoint.PostAsync(() => new PlugPost(endpoint.Origin, string.Empty, TpapOffer.Request(), PlugPost.Json, Cookie: null), Repetition.Harmless, cancellationToken).ConfigureAwait(false);
        if (outcome is not HttpOutcome.Replied { Status: 200 } reply || !MethodAnswer.TryParse(reply.Body, out var answer))
        {
            return Wish.Untold;
        }

        return answer.ErrorCode == ErrorCode.Account || answer.Result.ObjectMember("tpap") is not null ? Wish.Tpap
            : answer.Result.Flag("tpap_preferred") == false ? Wish.Klap
            : Wish.Untold;
    }

    private enum Wish
    {
        /// <summary>Older firmware, or no answer that says anything.</summary>
        Untold,

        /// <summary>It speaks TPAP.</summary>
        Tpap,

        /// <summary>It could, and does not: the switch is on.</summary>
        Klap,
    }
}
