using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>A securePassthrough session (PROTOCOL 2): keys after the handshake, a token after the login.</summary>
internal sealed class PassthroughChannel(
    PlugEndpoint endpoint,
    PassthroughKeys keys,
    AesLogin form,
    PlugCredentials credentials,
    RsaKeyRing ring,
    ClientIdentity client) : IPlugChannel
{
    private PassthroughKeys _keys = keys;
    private string? _token;

    public SessionInfo Info { get; private set; } = new(Transport.Aes, keys.ExpiresAt, CredentialOrigin.Account);

    /// <summary>Two with the older form: where it is refused, the newer one is tried (PROTOCOL 1.4, rule 6).</summary>
    public int AttemptsAtStake => form == AesLogin.PlainPassword ? 2 : 1;

    public ConnectionHabit Habit => endpoint.Habit;

    public bool IsOver { get; private set; }

    public async Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken)
    {
        var (accepted, refused) = await TryLoginAsync(form, spent: 1, cancellationToken).ConfigureAwait(false);
        if (accepted is not null)
        {
            return accepted;
        }

        // Whatever the reason: after a failed login the plug has forgotten the session (PROTOCOL 2.4).
        IsOver = true;
        if (form != AesLogin.PlainPassword || refused!.Code != ErrorCode.LoginCredentials)
        {
            return refused!.Failure;
        }

        var again = await PassthroughOpening.ShakeHandsAsync(endpoint, ring, client, cancellationToken).ConfigureAwait(false);
        if (!again.TryGet(out var freshKeys, out var unopened))
        {
            return unopened;
        }

        Replace(freshKeys);
        (accepted, refused) = await TryLoginAsync(AesLogin.HashedPassword, spent: 2, cancellationToken).ConfigureAwait(false);
        if (accepted is not null)
        {
            IsOver = false;
            return accepted;
        }

        return refused!.Failure;
    }

    public async Task<Result<MethodAnswer>> CallAsync(MethodCall call, CancellationToken cancellationToken)
    {
        var path = _token is null ? PassthroughOpening.Path : $"{PassthroughOpening.Path}?token={Uri.EscapeDataString(_token)}";
        var body = PassthroughEnvelope.SealRequest(_keys.Cipher, call.ToJson(client.Stamp(StampSpelling.SecurePassthrough)));
        var outcome = await endpoint.PostAsync(() => new PlugPost(endpoint.Origin, path, body, PlugPost.Json, _keys.Cookie?.ToRequestHeader()), call.Repetition, cancellationToken).ConfigureAwait(false);
        if (outcome is HttpOutcome.NoReply noReply)
        {
            return endpoint.FailureOf(noReply);
        }

        var reply = (HttpOutcome.Replied)outcome;
        if (reply.Status != 200)
        {
            return Refusal(reply);
        }

        if (!MethodAnswer.TryParse(reply.Body, out var outer))
        {
            return Garbage("answered something that is not JSON");
        }

        if (outer.ErrorCode != ErrorCode.Success)
        {
            // The envelope's own code stands for the answer inside that never came: the caller judges both alike.
            IsOver |= ErrorMeaning.Of(outer.ErrorCode, CallStage.Request, call.Method).Kind is FailureKind.SessionLost or FailureKind.TransportChanged;
            return outer;
        }

        return PassthroughEnvelope.TryOpenReply(_keys.Cipher, outer, out var inner) ? inner : Garbage("sent an answer that does not decrypt");
    }

    public void Dispose()
    {
        _token = null;
        _keys.Dispose();
    }

    private async Task<(LoginAccepted? Accepted, LoginRefusal? Refused)> TryLoginAsync(AesLogin tried, int spent, CancellationToken cancellationToken)
    {
        var called = await CallAsync(LoginDevice.Call(credentials, tried), cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answer, out var failure))
        {
            return (null, new LoginRefusal(ErrorCode.Success, failure));
        }

        if (answer.ErrorCode != ErrorCode.Success)
        {
            return (null, new LoginRefusal(answer.ErrorCode, ErrorMeaning.Of(answer.ErrorCode, CallStage.Login, LoginDevice.Method)));
        }

        _token = answer.Result.Text("token");
        return _token is null
            ? (null, new LoginRefusal(ErrorCode.Success, Garbage("accepted the login and gave no token")))
            : (new LoginAccepted(CredentialOrigin.Account, tried, spent), null);
    }

    private void Replace(PassthroughKeys keys)
    {
        _keys.Dispose();
        _keys = keys;
        Info = Info with { ExpiresAt = keys.ExpiresAt };
    }

    private Failure Refusal(HttpOutcome.Replied reply)
    {
        var status = reply.Status;
        IsOver = status is 400 or 401 or 403 or 404;
        return status switch
        {
            400 or 401 or 403 or 404 => endpoint.Failure(FailureKind.SessionLost, $"does not know the session any more (HTTP {status})"),
            429 => endpoint.Throttled(reply),
            _ => endpoint.Failure(FailureKind.Transient, $"answered with HTTP {status}", delivery: Delivery.Unknown),
        };
    }

    private Failure Garbage(string fact)
    {
        IsOver = true;
        return endpoint.Failure(FailureKind.Malformed, fact, delivery: Delivery.Unknown);
    }

    private sealed record LoginRefusal(int Code, Failure Failure);
}
