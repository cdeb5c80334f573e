using System.Text.Json;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Protocol.Klap;

/// <summary>An open KLAP session (PROTOCOL 3.3). The account was proven during the handshake, both ways.</summary>
internal sealed class KlapChannel(
    PlugEndpoint endpoint,
    KlapCipher cipher,
    SessionCookie? cookie,
    SessionInfo info,
    ClientIdentity client,
    ReplySignatures signatures) : IPlugChannel
{
    private readonly string? _cookie = cookie?.ToRequestHeader();
    private bool _inDoubt;

    public SessionInfo Info { get; } = info;

    public int AttemptsAtStake => 0;

    public ConnectionHabit Habit => endpoint.Habit;

    public ReplySignatures Signatures { get; private set; } = signatures;

    public bool IsOver => _inDoubt || cipher.IsExhausted;

    public Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Result<LoginAccepted>>(new LoginAccepted(Info.Credential, AttemptsSpent: 0));

    public async Task<Result<MethodAnswer>> CallAsync(MethodCall call, CancellationToken cancellationToken)
    {
        if (cipher.IsExhausted)
        {
            return endpoint.Failure(FailureKind.SessionLost, "and the hive have used up the session's numbers");
        }

        var json = call.ToJson(client.Stamp(StampSpelling.Klap));
        var before = cipher.Sequence;
        KlapFrame frame = default;

        // In doubt until an answer opens: an exchange that is cut off leaves the plug's counter unknown (PROTOCOL 3.3).
        _inDoubt = true;
        var outcome = await endpoint.PostAsync(Seal, call.Repetition, cancellationToken).ConfigureAwait(false);
        switch (outcome)
        {
            case HttpOutcome.NoReply noReply:
                if (noReply.Delivery == Delivery.NotDelivered)
                {
                    cipher.Advance(before);
                    _inDoubt = false;
                }

                return endpoint.FailureOf(noReply);
            case HttpOutcome.Replied { Status: 200 } reply:
                return Open(frame.Sequence, reply);
            case HttpOutcome.Replied reply:
                return Refusal(reply);
            default:
                throw new InvalidOperationException("An outcome of a third kind.");
        }

        PlugPost Seal()
        {
            if (cipher.IsExhausted)
            {
                // The repetition of the very last request; the plug refuses the same bytes, and a new handshake follows.
                return Post(frame);
            }

            frame = cipher.SealNext(json);
            return Post(frame);
        }
    }

    public void Dispose() => cipher.Dispose();

    private PlugPost Post(KlapFrame frame) => new(endpoint.Origin, $"app/request?{frame.Query}", frame.Body, PlugPost.Octets, _cookie);

    private Result<MethodAnswer> Open(int sequence, HttpOutcome.Replied reply)
    {
        var body = reply.Body;
        var signed = cipher.TryOpen(sequence, body, out var json);
        var opened = signed || (Signatures != ReplySignatures.Made && cipher.TryOpenUnsigned(sequence, body, out json));
        if (opened && MethodAnswer.TryParse(json!, out var answer))
        {
            Signatures = signed ? ReplySignatures.Made : ReplySignatures.Foreign;
            _inDoubt = false;
            return answer;
        }

        if (opened && IsOlderLanguage(json!))
        {
            return endpoint.Failure(FailureKind.Unsupported, "answers in the language of older Kasa devices", "TapoHive speaks that of Tapo plugs only.");
        }

        // Plain JSON instead of a frame is how a plug says that it speaks something else by now.
        return MethodAnswer.TryParse(body, out var plain) && plain.ErrorCode != ErrorCode.Success
            ? ErrorMeaning.Of(plain.ErrorCode, CallStage.Request, "a request") with { Delivery = reply.OfRefused }
            : endpoint.Failure(FailureKind.Malformed, opened ? "answered something that is not JSON" : "sent an answer with a wrong signature", delivery: Delivery.Unknown);
    }

    // {"method":{"err_code":-1}}, where every plug of the newer language says "error_code".
    private static bool IsOlderLanguage(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } answer
                && answer.EnumerateObject().Any(static part => part.Value.ValueKind == JsonValueKind.Object && part.Value.TryGetProperty("err_code", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Failure Refusal(HttpOutcome.Replied reply) => reply.Status switch
    {
        // 404 on a request is left to the next handshake, which tells a lost session from another transport.
        400 or 401 or 403 or 404 => endpoint.Failure(FailureKind.SessionLost, $"does not know the session any more (HTTP {reply.Status})", delivery: reply.OfRefused),
        429 => endpoint.Throttled(reply),
        _ => endpoint.Failure(FailureKind.Transient, $"answered with HTTP {reply.Status}", delivery: Delivery.Unknown),
    };
}
