using System.Diagnostics;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Plugs;

/// <summary>
/// The sessions with one plug, one after the other: waits for admission, shakes hands, asks the house before it spends a login attempt, proves who
/// answers, then hands the open session to its plug. It never decides and never retries: it tells its plug what happened. When a session
/// ends, its keys are wiped.
/// </summary>
internal sealed class LinkActor(PlugSurroundings around) : UntypedActor, IWithTimers
{
    // Longer than any sum of the protocol's own limits: a guard against what nobody thought of, not a setting.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LongestPermission = TimeSpan.FromSeconds(45);

    // How long a plug keeps a handshake that was begun is not known; one that it has forgotten might be taken for a wrong password.
    private static readonly Duration FreshHandshake = Duration.FromSeconds(10);

    private OpenLink? _open;
    private CancellationTokenSource _limit = new();
    private PlugSession? _session;
    private Account? _account;
    private Instant _shakenAt;
    private TraceContext? _trace;
    private bool _needsAdmission;
    private long? _admittedAt;
    private bool _isOpening;

    private OpenLink Open => _open ?? throw new InvalidOperationException("No session is open, nor being opened.");

    private Transport Transport => Open.Effect.Offer.Transport;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop() => Close();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case OpenLink open:
                Begin(open);
                break;
            case CloseLink:
                Close();
                break;
            case Admitted:
                Admit();
                break;
            case Ended ended:
                if (ended.Attempt == _open?.Attempt)
                {
                    ended.GoOn();
                }
                else
                {
                    ended.Left?.Dispose();
                }

                break;
            case CredentialAnswered answer:
                Permitted(answer);
                break;
            case PermissionOverdue:
                Fail(new Failure(FailureKind.Transient, "The house did not say in time whether the account may be tried."));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin(OpenLink open)
    {
        Close();
        (_open, _trace, _limit) = (open, open.Trace, new CancellationTokenSource());
        (_needsAdmission, _admittedAt, _isOpening) = (true, null, true);
        around.Admission.Tell(new AskAdmission(open.Assignment.Id, open.Health));
    }

    private void Admit()
    {
        // One that comes late is of a session that was given up, and so was the admission.
        if (_needsAdmission && _admittedAt is null)
        {
            _admittedAt = Stopwatch.GetTimestamp();
            var assignment = Open.Assignment;
            Run(null, LongestConnect, ct => around.Vault.FindAsync(assignment.House, assignment.Account, ct), Handshake);
        }
    }

    private void Close()
    {
        if (_open is null)
        {
            return;
        }

        _limit.Cancel();
        _limit.Dispose();
        _session?.Dispose();
        Timers.Cancel(PermissionOverdue.Instance);
        ReturnAdmission();
        (_open, _session, _account) = (null, null, null);
    }

    private void ReturnAdmission()
    {
        if (_needsAdmission)
        {
            _needsAdmission = false;
            around.Admission.Tell(new AdmissionReturned());
        }
    }

    private void Handshake(Result<Account> found)
    {
        if (found is not Result<Account>.Ok { Value: var account })
        {
            Fail(((Result<Account>.Failed)found).Failure);
            return;
        }

        _account = account;
        var (effect, traits) = (Open.Effect, Open.Traits);
        Run("handshake", LongestConnect, ct => around.Connector.HandshakeAsync(effect.Offer, effect.Address, account.Credentials, traits, effect.Binding, ct), Shaken);
    }

    private void Shaken(Result<PlugSession> outcome)
    {
        if (outcome is not Result<PlugSession>.Ok { Value: var session })
        {
            Fail(((Result<PlugSession>.Failed)outcome).Failure);
            return;
        }

        _session = session;
        _shakenAt = around.Clock.GetCurrentInstant();
        Tell(new PlugFact.KeysAgreed());
        if (session.SpendsAttemptOnLogin)
        {
            var locks = Transport == Transport.Tpap ? LockOut.Locks : LockOut.RefusesOnly;
            Timers.StartSingleTimer(PermissionOverdue.Instance, PermissionOverdue.Instance, LongestPermission);
            around.Houses.Tell(new CredentialAsked(Open.Assignment.House, Open.Assignment.Id, _account!.Fingerprint, locks), Context.Parent);
        }
        else
        {
            Login(session);
        }
    }

    private void Permitted(CredentialAnswered answer)
    {
        // One that was given for another account, before the house changed it, is none for this one.
        if (_session is null || !Timers.IsTimerActive(PermissionOverdue.Instance) || answer.Fingerprint != _account!.Fingerprint)
        {
            return;
        }

        Timers.Cancel(PermissionOverdue.Instance);
        if (Transport == Transport.Tpap && answer.Permission == CredentialPermission.GrantedOnceRecorded
            && around.Clock.GetCurrentInstant() - _shakenAt > FreshHandshake)
        {
            Judge(CredentialStanding.Unsent);
            Fail(new Failure(FailureKind.Transient, "The handshake grew old while another plug proved the account; it is made anew."));
        }
        else if (answer.Permission is CredentialPermission.Granted or CredentialPermission.GrantedOnceRecorded)
        {
            Login(_session);
        }
        else
        {
            Fail(new Failure(FailureKind.CredentialsRejected, answer.Because));
        }
    }

    private void Login(PlugSession session) => Run("login", LongestConnect, session.LoginAsync, LoggedIn);

    private void LoggedIn(Result<LoginAccepted> outcome)
    {
        if (outcome is Result<LoginAccepted>.Failed { Failure: var failure })
        {
            if (_session!.SpendsAttemptOnLogin)
            {
                // What a plug that is nobody's refuses says nothing of the password.
                Judge(failure.Kind == FailureKind.CredentialsRejected ? (Open.Effect.Binding == Binding.FactoryDefault ? CredentialStanding.Unsent : CredentialStanding.Rejected)
                    : failure.Delivery == Delivery.NotDelivered && Transport == Transport.Tpap ? CredentialStanding.Unsent
                    : null);
            }

            Fail(failure);
            return;
        }

        if (_session!.Info.Credential == CredentialOrigin.Account)
        {
            Judge(CredentialStanding.Accepted);
        }
        else if (_session.SpendsAttemptOnLogin)
        {
            Judge(CredentialStanding.Unsent);
        }

        Run("read", LongestConnect, _session.ReadAsync, Proven);
    }

    private void Judge(CredentialStanding? standing) =>
        around.Houses.Tell(new CredentialTested(Open.Assignment.House, Open.Assignment.Id, _account!.Fingerprint, standing), Context.Parent);

    private void Proven(Result<PlugReading> outcome)
    {
        ReturnAdmission();
        if (outcome is not Result<PlugReading>.Ok { Value: var reading })
        {
            Fail(((Result<PlugReading>.Failed)outcome).Failure);
            return;
        }

        Opened("ok");
        var session = _session!;
        Tell(
            new PlugFact.Connected(
                reading,
                session.Info.ExpiresAt,
                session.Info.Credential == CredentialOrigin.Account
                    ? null
                    : "It answers to setup credentials, not to the account: reachable, but not bound to it. Add it to the account in the Tapo app."),
            new OpenSession(session, Transport, _limit, Open.Attempt, around.Clock));
    }

    // What has no name is no request to the plug. A link that had to be cut off carries nothing more, so all its exchanges share one clock.
    private void Run<T>(string? request, TimeSpan limit, Func<CancellationToken, Task<Result<T>>> exchange, Action<Result<T>> then)
    {
        var measured = request is null ? (MeasuredRequest?)null : MeasuredRequest.Begin(Transport, request, _trace);
        var attempt = Open.Attempt;
        var underWay = exchange(_limit.Token);
        if (underWay.IsCompletedSuccessfully)
        {
            // Such as an account that is known, or a login that was part of the handshake.
            End(underWay.Result).GoOn();
        }
        else
        {
            _limit.CancelAfter(limit);
            underWay.PipeTo(Self, success: End, failure: error => End(OpenSession.Unexpected(error)));
        }

        Ended End(Result<T> outcome)
        {
            measured?.End(outcome);
            return new Ended(
                attempt,
                () =>
                {
                    _limit.CancelAfter(Timeout.InfiniteTimeSpan);
                    then(outcome);
                },
                outcome is Result<T>.Ok { Value: IDisposable left } ? left : null);
        }
    }

    private void Fail(Failure failure)
    {
        Opened(failure.Code);
        Tell(new PlugFact.Failed(failure));
    }

    private void Opened(string outcome)
    {
        if (_isOpening && _admittedAt is { } since)
        {
            _isOpening = false;
            PlugInstruments.Opened(Transport, outcome, Stopwatch.GetElapsedTime(since));
        }
    }

    private void Tell(PlugFact fact, OpenSession? session = null) =>
        Context.Parent.Tell(new LinkFact(Open.Attempt, fact, _session?.Traits ?? Open.Traits, session));

    /// <summary>To itself: something is over.</summary>
    /// <param name="Attempt">Of which session.</param>
    /// <param name="GoOn">What comes next.</param>
    /// <param name="Left">What is to go where that session is over as well.</param>
    private sealed record Ended(long Attempt, Action GoOn, IDisposable? Left) : INoSerializationVerificationNeeded;

    private sealed record PermissionOverdue : INoSerializationVerificationNeeded
    {
        public static PermissionOverdue Instance { get; } = new();
    }
}
