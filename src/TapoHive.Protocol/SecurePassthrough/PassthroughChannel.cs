using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>A securePassthrough session (PROTOCOL 2): keys after the handshake, a token after the login.</summary>
/// <param name="endpoint">The plug's web server.</param>
/// <param name="keys">What the handshake brought; the channel's from now on.</param>
/// <param name="offered">The form of the login that the plug is said to want.</param>
/// <param name="learnt">The form that it took last, which comes before what it is said to want.</param>
/// <param name="credentials">The account.</param>
/// <param name="ring">For another handshake between two forms.</param>
/// <param name="client">For times and stamps.</param>
internal sealed class PassthroughChannel(
    PlugEndpoint endpoint,
    PassthroughKeys keys,
    AesLogin offered,
    AesLogin? learnt,
    PlugCredentials credentials,
    RsaKeyRing ring,
    ClientIdentity client) : IPlugChannel
{
    private readonly AesLogin _form = learnt ?? offered;
    private PassthroughKeys _keys = keys;
    private string? _token;

    public SessionInfo Info { get; private set; } = new(Transport.Aes, keys.ExpiresAt, CredentialOrigin.Account);

    /// <summary>Two with the older form: where it is refused, the newer one is tried (PROTOCOL 1.4, rule 6).</summary>
    public int AttemptsAtStake => _form == AesLogin.PlainPassword ? 2 : 1;

    public ConnectionHabit Habit => endpoint.Habit;

    public AesLogin? Login { get; private set; } = learnt;

    public bool IsOver { get; private set; }

    public async Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken)
    {
        var (accepted, refused) = await TryLoginAsync(_form, spent: 1, cancellationToken).ConfigureAwait(false);
        if (accepted is not null)
        {
            return accepted;
        }

        // Whatever the reason: after a failed login the plug has forgotten the session (PROTOCOL 2.4).
        IsOver = true;
        if (_form != AesLogin.PlainPassword || refused!.Code != ErrorCode.LoginCredentials)
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

    public Task<Result<MethodAnswer>> CallAsync(MethodCall call, CancellationToken cancellationToken) =>
        PostAsync(call, ConnectionHabit.Keeps, call.Repetition, cancellationToken);

    public void Dispose()
    {
        _token = null;
        _keys.Dispose();
    }

    private async Task<Result<MethodAnswer>> PostAsync(MethodCall call, ConnectionHabit habit, Repetition repetition, CancellationToken cancellationToken)
    {
        var path = _token is null ? PassthroughOpening.Path : $"{PassthroughOpening.Path}?token={Uri.EscapeDataString(_token)}";
        var body = PassthroughEnvelope.SealRequest(_keys.Cipher, call.ToJson(client.Stamp(StampSpelling.SecurePassthrough)));
        var outcome = await endpoint.PostAsync(
            () => new PlugPost(endpoint.Origin, path, body, PlugPost.Json, _keys.Cookie?.ToRequestHeader()) { Habit = habit }, repetition, cancellationToken).ConfigureAwait(false);
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

    private async Task<(LoginAccepted? Accepted, LoginRefusal? Refused)> TryLoginAsync(AesLogin tried, int spent, CancellationToken cancellationToken)
    {
        // Once and on a connection of its own: one that was kept may turn out closed, and then nobody knows whether the plug has counted an attempt.
        var called = await PostAsync(LoginDevice.Call(credentials, tried), ConnectionHabit.Closes, Repetition.Harmful, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answer, out var failure))
        {
            return (null, new LoginRefusal(ErrorCode.Success, failure));
        }

        if (answer.ErrorCode != ErrorCode.Success)
        {
            Login = answer.ErrorCode == ErrorCode.LoginCredentials ? null : Login;
            return (null, new LoginRefusal(answer.ErrorCode, ErrorMeaning.Of(answer.ErrorCode, CallStage.Login, LoginDevice.Method)));
        }

        _token = answer.Result.Text("token");
        if (_token is null)
        {
            return (null, new LoginRefusal(ErrorCode.Success, Garbage("accepted the login and gave no token")));
        }

        Login = tried;
        return (new LoginAccepted(CredentialOrigin.Account, spent), null);
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
