using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol;

/// <summary>
/// Finds out which transport a plug speaks by asking its web server, where discovery cannot reach it (PROTOCOL 1.4). Three questions, the cheapest first;
/// none carries a credential or anything made from one.
/// </summary>
public sealed class TransportProbe
{
    private readonly PlugHttp _http;

    internal TransportProbe(PlugHttp http) => _http = http;

    /// <summary>
    /// The offer, on the address's own port. KLAP's two versions look alike from outside: the newer one is offered. For securePassthrough the
    /// older form of the login is offered, because that is the one from which there is a way to the other.
    /// </summary>
    public async Task<Result<TransportOffer>> AskAsync(PlugAddress address, CancellationToken cancellationToken)
    {
        var endpoint = new PlugEndpoint(_http, address, WebScheme.Http, ConnectionHabit.Keeps);
        var asked = await AskJsonAsync(endpoint, string.Empty, """{"method":"login","params":{"sub_method":"discover"}}"""u8.ToArray(), cancellationToken).ConfigureAwait(false);
        if (!asked.TryGet(out var discovered, out var dark))
        {
            return dark;
        }

        if (discovered?.Result.ObjectMember("tpap") is { } tpap)
        {
            var invitation = DiscoveryAnswerJson.Invitation(tpap);
            return new TransportOffer(Transport.Tpap, invitation.Port ?? address.Port, invitation.Tls > 0 ? WebScheme.Https : WebScheme.Http);
        }

        if (discovered?.ErrorCode == ErrorCode.Account)
        {
            // It speaks TPAP and is locked: nothing more is asked of it.
            return ErrorMeaning.Of(ErrorCode.Account, CallStage.Login, "discover");
        }

        if (discovered?.Result.Flag("tpap_preferred") == false)
        {
            return new TransportOffer(Transport.Klap, address.Port);
        }

        var negotiated = await AskJsonAsync(endpoint, "app", """{"method":"component_nego","params":null}"""u8.ToArray(), cancellationToken).ConfigureAwait(false);
        if (!negotiated.TryGet(out var components, out dark))
        {
            return dark;
        }

        return components is not null && components.ErrorCode != ErrorCode.TransportUnknown
            ? new TransportOffer(Transport.Aes, address.Port, WebScheme.Http, AesLogin.PlainPassword)
            : await AskKlapAsync(endpoint, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Result<TransportOffer>> AskKlapAsync(PlugEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var handshake = KlapHandshake.Begin(KlapVersion.V2);
        var outcome = await endpoint.PostAsync(
            () => new PlugPost(endpoint.Origin, "app/handshake1", handshake.FirstBody, PlugPost.Octets, Cookie: null), Repetition.Harmless, cancellationToken).ConfigureAwait(false);
        return outcome switch
        {
            HttpOutcome.Replied reply when KlapOpening.FirstRefusal(endpoint, reply) is { } refusal => refusal,
            HttpOutcome.Replied => new TransportOffer(Transport.Klap, endpoint.Address.Port),
            HttpOutcome.NoReply noReply => endpoint.FailureOf(noReply) with { Delivery = Delivery.NotDelivered },
            _ => throw new InvalidOperationException("An outcome of a third kind."),
        };
    }

    /// <summary>The answer; nothing where the web server answers in another language; a failure where it does not answer.</summary>
    private static async Task<Result<MethodAnswer?>> AskJsonAsync(PlugEndpoint endpoint, string path, byte[] question, CancellationToken cancellationToken)
    {
        var outcome = await endpoint.PostAsync(() => new PlugPost(endpoint.Origin, path, question, PlugPost.Json, Cookie: null), Repetition.Harmless, cancellationToken).ConfigureAwait(false);
        return outcome switch
        {
            HttpOutcome.Replied { Status: 200 } reply => MethodAnswer.TryParse(reply.Body, out var answer) ? answer : null,
            HttpOutcome.Replied { Status: 429 } throttled => endpoint.Throttled(throttled),
            HttpOutcome.Replied => (MethodAnswer?)null,
            HttpOutcome.NoReply noReply => endpoint.FailureOf(noReply) with { Delivery = Delivery.NotDelivered },
            _ => throw new InvalidOperationException("An outcome of a third kind."),
        };
    }
}
