using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
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
/// <param name="binding">Whether the plug is said to belong to an account. To one that is fresh from the factory what all such take is shown first.</param>
/// <param name="ring">For another handshake between two attempts.</param>
/// <param name="client">For times and stamps.</param>
internal sealed class PassthroughChannel(
    PlugEndpoint endpoint,
    PassthroughKeys keys,
    AesLogin offered,
    AesLogin? learnt,
    PlugCredentials credentials,
    Binding binding,
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

    private LoginAttempt First
    {
        get
        {
            var newer = new LoginAttempt(credentials, AesLogin.HashedPassword, CredentialOrigin.Account, Next: null);
            var account = _form == AesLogin.PlainPassword ? new LoginAttempt(credentials, _form, CredentialOrigin.Account, newer) : newer;
            return binding == Binding.FactoryDefault ? new LoginAttempt(SetupCredentials.Tapo, _form, CredentialOrigin.TapoSetup, account) : account;
        }
    }

    public async Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken)
    {
        var spent = 0;
        for (var attempt = First; ; attempt = attempt.Next!)
        {
            spent += attempt.Origin == CredentialOrigin.Account ? 1 : 0;
            var refused = await TryLoginAsync(attempt, cancellationToken).ConfigureAwait(false);
            if (refused is null)
            {
                (IsOver, Info) = (false, Info with { Credential = attempt.Origin });
                return new LoginAccepted(attempt.Origin, spent);
            }

            // Whatever the reason: after a failed login the plug has forgotten the session (PROTOCOL 2.4).
            IsOver = true;
            if (refused.Code != ErrorCode.LoginCredentials || attempt.Next is null)
            {
                return refused.Failure;
            }

            var again = await PassthroughOpening.ShakeHandsAsync(endpoint, ring, client, cancellationToken).ConfigureAwait(false);
            if (!again.TryGet(out var freshKeys, out var unopened))
            {
                return unopened;
            }

            Replace(freshKeys);
        }
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
            var meaning = ErrorMeaning.Of(outer.ErrorCode, CallStage.Request, call.Method);
            IsOver |= meaning.Kind is FailureKind.SessionLost or FailureKind.TransportChanged;
            return reply.IsToRepetition ? meaning with { Delivery = reply.OfRefused } : outer;
        }

        return PassthroughEnvelope.TryOpenReply(_keys.Cipher, outer, out var inner) ? inner : Garbage("sent an answer that does not decrypt");
    }

    private async Task<LoginRefusal?> TryLoginAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        // Once and on a connection of its own: one that was kept may turn out closed, and then nobody knows whether the plug has counted an attempt.
        var called = await PostAsync(LoginDevice.Call(attempt.Credentials, attempt.Form), ConnectionHabit.Closes, Repetition.Harmful, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answer, out var failure))
        {
            return new LoginRefusal(ErrorCode.Success, failure);
        }

        if (answer.ErrorCode != ErrorCode.Success)
        {
            Login = answer.ErrorCode == ErrorCode.LoginCredentials && attempt.Origin == CredentialOrigin.Account ? null : Login;
            return new LoginRefusal(answer.ErrorCode, ErrorMeaning.Of(answer.ErrorCode, CallStage.Login, LoginDevice.Method));
        }

        _token = answer.Result.Text("token");
        if (_token is null)
        {
            return new LoginRefusal(ErrorCode.Success, Garbage("accepted the login and gave no token"));
        }

        Login = attempt.Form;
        return null;
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
            400 or 401 or 403 or 404 => endpoint.Failure(FailureKind.SessionLost, $"does not know the session any more (HTTP {status})", delivery: reply.OfRefused),
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

    /// <summary>One way to log in, and the one that follows where it is refused.</summary>
    private sealed record LoginAttempt(PlugCredentials Credentials, AesLogin Form, CredentialOrigin Origin, LoginAttempt? Next);
}
