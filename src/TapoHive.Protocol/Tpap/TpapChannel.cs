using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// A TPAP session (PROTOCOL 4.5, 4.7): a share that is ready, then the sealed channel that the login brings. The share goes out once and never again, because
/// a plug counts wrong ones. The session's token stands in the path of its requests and in nothing that a person gets to see.
/// </summary>
internal sealed class TpapChannel : IPlugChannel
{
    private readonly PlugEndpoint _endpoint;
    private readonly TpapHandshake _handshake;
    private readonly ClientIdentity _client;
    private readonly string _remedy;
    private TpapCipher? _cipher;
    private string? _path;
    private bool _over;

    /// <param name="endpoint">The plug's web server.</param>
    /// <param name="handshake">Ready to be shown; the channel's from now on.</param>
    /// <param name="credential">Whose passcode it is.</param>
    /// <param name="remedy">What a person can do if the plug refuses it.</param>
    /// <param name="client">For times and stamps.</param>
    public TpapChannel(PlugEndpoint endpoint, TpapHandshake handshake, CredentialOrigin credential, string remedy, ClientIdentity client)
    {
        (_endpoint, _handshake, _remedy, _client) = (endpoint, handshake, remedy, client);
        Info = new SessionInfo(Transport.Tpap, SessionInfo.ExpiryOf(told: null, client.Now), credential);
    }

    public SessionInfo Info { get; private set; }

    /// <summary>None where the plug belongs to nobody: its passcode is no account's.</summary>
    public int AttemptsAtStake => Info.Credential == CredentialOrigin.Account ? 1 : 0;

    public ConnectionHabit Habit => _endpoint.Habit;

    public bool IsOver => _over || _cipher is { IsExhausted: true };

    public async Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken)
    {
        // Over until the plug has said yes: there is nothing to come back to after a share whose answer was lost.
        _over = true;
        var openedAt = _client.Now;
        var share = PakeShare.Request(_handshake);

        // On a connection of its own: one that was kept may turn out closed, and then nobody knows whether the plug has counted an attempt.
        var outcome = await _endpoint.PostAsync(
            () => new PlugPost(_endpoint.Origin, string.Empty, share, PlugPost.Json, Cookie: null) { Habit = ConnectionHabit.Closes, Worth = PostWorth.Irreplaceable }, Repetition.Harmful, cancellationToken).ConfigureAwait(false);
        return outcome switch
        {
            HttpOutcome.NoReply noReply => _endpoint.FailureOf(noReply),
            HttpOutcome.Replied { Status: 200 } reply when MethodAnswer.TryParse(reply.Body, out var answer) =>
                answer.ErrorCode == ErrorCode.Success ? Accept(answer, openedAt) : TpapRefusal.OfLogin(_endpoint, answer.ErrorCode, reply.Body, _remedy),
            HttpOutcome.Replied { Status: 200 } => Garbage("answered the login with something that is not JSON"),
            HttpOutcome.Replied { Status: 429 } throttled => _endpoint.Throttled(throttled),
            HttpOutcome.Replied reply => _endpoint.Failure(FailureKind.Transient, $"answered the login with HTTP {reply.Status}", delivery: Delivery.Unknown),
            _ => throw new InvalidOperationException("An outcome of a third kind."),
        };
    }

    public async Task<Result<MethodAnswer>> CallAsync(MethodCall call, CancellationToken cancellationToken)
    {
        if (_cipher is not { } cipher)
        {
            return new Failure(FailureKind.SessionLost, "The session has no keys before the login.");
        }

        if (cipher.IsExhausted)
        {
            return _endpoint.Failure(FailureKind.SessionLost, "and the hive have used up the session's numbers");
        }

        // Sealed once: a number belongs to one text for ever, and the plug takes the same bytes again if it never saw them.
        var (sequence, body) = cipher.SealNext(call.ToJson(_client.Stamp(StampSpelling.Klap)));

        // Over until an answer opens: an exchange that is cut off leaves the plug's counter unknown.
        _over = true;
        var outcome = await _endpoint.PostAsync(() => new PlugPost(_endpoint.Origin, _path!, body, PlugPost.Octets, Cookie: null), call.Repetition, cancellationToken).ConfigureAwait(false);
        return outcome switch
        {
            HttpOutcome.NoReply noReply => _endpoint.FailureOf(noReply),
            HttpOutcome.Replied { Status: 200 } reply => Open(cipher, sequence, reply),
            HttpOutcome.Replied reply => Refusal(reply),
            _ => throw new InvalidOperationException("An outcome of a third kind."),
        };
    }

    public void Dispose()
    {
        _path = null;
        _handshake.Dispose();
        _cipher?.Dispose();
    }

    private Result<LoginAccepted> Accept(MethodAnswer answer, NodaTime.Instant openedAt)
    {
        if (!PakeShared.TryRead(answer.Result, out var shared))
        {
            return Garbage("accepted the login and gave no session");
        }

        if (!_handshake.TryFinish(shared.DeviceConfirm, shared.StartSequence, out _cipher))
        {
            return Garbage("did not prove to know the password: something else may answer in its place");
        }

        _path = $"stok={Uri.EscapeDataString(shared.Token)}/ds";
        _over = false;
        Info = Info with { ExpiresAt = SessionInfo.ExpiryOf(shared.Lifetime, openedAt) };
        return new LoginAccepted(Info.Credential, AttemptsAtStake);
    }

    private Result<MethodAnswer> Open(TpapCipher cipher, uint sequence, HttpOutcome.Replied reply)
    {
        // Decrypted first: a ciphertext may begin like JSON (PROTOCOL 4.7).
        var opened = cipher.TryOpenReply(sequence, reply.Body, out var json);
        if (opened && MethodAnswer.TryParse(json!, out var answer))
        {
            _over = false;
            return answer;
        }

        return MethodAnswer.TryParse(reply.Body, out _)
            ? _endpoint.Failure(FailureKind.SessionLost, "does not know the session any more", delivery: reply.OfRefused)
            : Garbage(opened ? "answered something that is not JSON" : "sent an answer that does not open");
    }

    private Failure Refusal(HttpOutcome.Replied reply) => reply.Status switch
    {
        // 404 on a request is left to the next handshake, which tells a lost session from another transport.
        400 or 401 or 403 or 404 => _endpoint.Failure(FailureKind.SessionLost, $"does not know the session any more (HTTP {reply.Status})", delivery: reply.OfRefused),
        429 => _endpoint.Throttled(reply),
        _ => _endpoint.Failure(FailureKind.Transient, $"answered with HTTP {reply.Status}", delivery: Delivery.Unknown),
    };

    private Failure Garbage(string fact) => _endpoint.Failure(FailureKind.Malformed, fact, delivery: Delivery.Unknown);
}
