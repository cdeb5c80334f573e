using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Protocol.Klap;

/// <summary>
/// Opens a KLAP session (PROTOCOL 3.2). <c>handshake1</c> brings the plug's proof of which credentials it holds; if none of ours fits, nothing made from
/// a password has been sent and nothing more is. <c>handshake2</c> brings our proof.
/// </summary>
internal static class KlapOpening
{
    public static async Task<Result<IPlugChannel>> OpenAsync(
        PlugEndpoint endpoint,
        Transport transport,
        PlugCredentials credentials,
        ClientIdentity client,
        ReplySignatures signatures,
        CancellationToken cancellationToken)
    {
        var openedAt = client.Now;
        using var handshake = KlapHandshake.Begin(transport == Transport.Klap1 ? KlapVersion.V1 : KlapVersion.V2);
        var first = await endpoint.PostAsync(
            () => new PlugPost(endpoint.Origin, "app/handshake1", handshake.FirstBody, PlugPost.Octets, Cookie: null), Repetition.Harmless, cancellationToken).ConfigureAwait(false);
        if (first is HttpOutcome.NoReply noFirst)
        {
            return endpoint.FailureOf(noFirst) with { Delivery = Delivery.NotDelivered };
        }

        var reply = (HttpOutcome.Replied)first;
        if (reply.Status == 403)
        {
            return await ClosedTransport.OfKlapAsync(endpoint, cancellationToken).ConfigureAwait(false);
        }

        if (FirstRefusal(endpoint, reply) is { } refusal)
        {
            return refusal;
        }

        if (!handshake.TryMatch(reply.Body, credentials, out var matched))
        {
            return endpoint.Failure(FailureKind.CredentialsRejected, "was set up with another account or password", Remedies.Credentials);
        }

        var second = await endpoint.PostAsync(
            () => new PlugPost(endpoint.Origin, "app/handshake2", handshake.SecondBody(), PlugPost.Octets, reply.Cookie?.ToRequestHeader()), Repetition.Harmless, cancellationToken).ConfigureAwait(false);
        if (second is HttpOutcome.NoReply noSecond)
        {
            return endpoint.FailureOf(noSecond) with { Delivery = Delivery.NotDelivered };
        }

        var secondReply = (HttpOutcome.Replied)second;
        if (secondReply.Status != 200)
        {
            // Not a matter of credentials: the plug has proven that it holds the same ones. Another client may have come in between.
            return secondReply.Status == 429
                ? endpoint.Throttled(secondReply)
                : endpoint.Failure(FailureKind.Transient, $"broke off the handshake (HTTP {secondReply.Status})");
        }

        var cookie = reply.Cookie ?? secondReply.Cookie;
        var info = new SessionInfo(transport, SessionInfo.ExpiryOf(cookie, openedAt), matched.Value);
        return new KlapChannel(endpoint, handshake.ToCipher(), cookie, info, client, signatures);
    }

    /// <summary>What an answer to <c>handshake1</c> other than a proof means; nothing where it is one.</summary>
    internal static Failure? FirstRefusal(PlugEndpoint endpoint, HttpOutcome.Replied reply) => reply.Status switch
    {
        200 when KlapHandshake.IsFirstReply(reply.Body) => null,
        200 when MethodAnswer.TryParse(reply.Body, out var answer) && answer.ErrorCode != ErrorCode.Success => ErrorMeaning.Of(answer.ErrorCode, CallStage.Handshake, "handshake1"),
        200 => endpoint.Failure(FailureKind.Malformed, "answered the handshake with something else"),
        403 => endpoint.Failure(FailureKind.CompatibilityOff, "refused the handshake: Third-Party Compatibility is off", Remedies.Compatibility),
        404 => endpoint.Failure(FailureKind.TransportChanged, "does not speak KLAP", Remedies.Rediscover),
        429 => endpoint.Throttled(reply),
        _ => endpoint.Failure(FailureKind.Transient, $"answered the handshake with HTTP {reply.Status}"),
    };
}
