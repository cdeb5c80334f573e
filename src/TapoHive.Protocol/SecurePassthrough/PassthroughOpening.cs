using TapoHive.Domain.Failures;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>The handshake of a securePassthrough session over HTTP (PROTOCOL 2.1): keys and cookie, no identity.</summary>
internal static class PassthroughOpening
{
    /// <summary>Path of everything in this protocol.</summary>
    public const string Path = "app";

    public static async Task<Result<PassthroughKeys>> ShakeHandsAsync(PlugEndpoint endpoint, RsaKeyRing keys, ClientIdentity client, CancellationToken cancellationToken)
    {
        var key = await keys.HandshakeKeyAsync(cancellationToken).ConfigureAwait(false);
        var openedAt = client.Now;

        // Its connection is not kept: the login wants one of its own.
        var outcome = await endpoint.PostAsync(
            () => new PlugPost(endpoint.Origin, Path, PassthroughHandshake.Request(key.Public), PlugPost.Json, Cookie: null) { Habit = ConnectionHabit.Closes }, Repetition.Harmless, cancellationToken).ConfigureAwait(false);
        if (outcome is HttpOutcome.NoReply noReply)
        {
            return endpoint.FailureOf(noReply) with { Delivery = Delivery.NotDelivered };
        }

        var reply = (HttpOutcome.Replied)outcome;
        if (reply.Status != 200)
        {
            return Refusal(endpoint, reply);
        }

        if (!MethodAnswer.TryParse(reply.Body, out var answer))
        {
            return endpoint.Failure(FailureKind.Malformed, "answered the handshake with something that is not JSON");
        }

        if (answer.ErrorCode == ErrorCode.TransportUnknown)
        {
            return await ClosedTransport.OfPassthroughAsync(endpoint, cancellationToken).ConfigureAwait(false);
        }

        if (answer.ErrorCode != ErrorCode.Success)
        {
            return ErrorMeaning.Of(answer.ErrorCode, CallStage.Handshake, PassthroughHandshake.Method);
        }

        return PassthroughHandshake.TryAccept(answer.Result, key, out var cipher)
            ? new PassthroughKeys(cipher, reply.Cookie, SessionInfo.ExpiryOf(reply.Cookie, openedAt))
            : endpoint.Failure(FailureKind.Malformed, "sent session keys that do not open");
    }

    private static Failure Refusal(PlugEndpoint endpoint, HttpOutcome.Replied reply) => reply.Status switch
    {
        403 => endpoint.Failure(FailureKind.CompatibilityOff, "refused the handshake: Third-Party Compatibility is off", Remedies.Compatibility),
        404 => endpoint.Failure(FailureKind.TransportChanged, "does not speak securePassthrough", Remedies.Rediscover),
        429 => endpoint.Throttled(reply),
        _ => endpoint.Failure(FailureKind.Transient, $"answered the handshake with HTTP {reply.Status}"),
    };
}
