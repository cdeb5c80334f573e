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
using TapoHive.Protocol;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Plugs;

/// <summary>
/// One session with one plug: waits for admission, shakes hands, asks the house before it spends a login attempt, proves who
/// answers, then carries out one request at a time. It never decides and never retries: it tells its plug what happened. When it
/// stops, the keys are wiped.
/// </summary>
public sealed class LinkActor : ReceiveActor, IWithTimers
{
    // Longer than any sum of the protocol's own limits: a guard against what nobody thought of, not a setting.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPermission = TimeSpan.FromSeconds(45);

    // How long a plug keeps a handshake that was begun is not known; one that it has forgotten might be taken for a wrong password.
    private static readonly Duration FreshHandshake = Duration.FromSeconds(10);

    private readonly long _attempt;
    private readonly PlugAssignment _assignment;
    private readonly PlugEffect.Connect _connect;
    private readonly PlugTraits _traits;
    private readonly PlugHealth _health;
    private readonly PlugSurroundings _around;
    private readonly CancellationTokenSource _stopping = new();
    private PlugSession? _session;
    private Account? _account;
    private Instant _shakenAt;
    private TraceContext? _trace;
    private long _admittedAt;
    private bool _isOpening = true;

    /// <summary>Makes one; it begins at once.</summary>
    public LinkActor(long attempt, PlugAssignment assignment, PlugEffect.Connect connect, PlugTraits traits, PlugHealth health, PlugSurroundings around, TraceContext? trace)
    {
        _trace = trace;
        _attempt = attempt;
        _assignment = assignment;
        _connect = connect;
        _traits = traits;
        _health = health;
        _around = around;

        Receive<Admitted>(_ =>
        {
            _admittedAt = Stopwatch.GetTimestamp();
            FindAccount();
        });
        Receive<AccountFound>(found => Handshake(found.Account));
        Receive<HandshakeEnded>(ended => Shaken(ended.Outcome));
        Receive<CredentialAnswered>(Permitted);
        Receive<LoginEnded>(ended => LoggedIn(ended.Outcome));
        Receive<FirstReading>(first => Proven(first.Outcome));
        Receive<LinkRequest>(request =>
        {
            _trace = request.Trace;
            Exchange(request.Effect);
        });
        Receive<SwitchEnded>(ended => Answer(ended.Outcome, result => new PlugFact.Switched(
            [.. result.Acknowledgements.Where(ack => ack.Refusal is not null).Select(ack => new SlotRefusal(ack.Slot, ack.Refusal!))],
            result.Reading)));
        Receive<ReadEnded>(ended => Answer(ended.Outcome, reading => new PlugFact.ReadingObserved(reading.Plug, reading.Energy)));
        Receive<MetersRead>(ended => Answer(ended.Outcome, features => new PlugFact.MetersFound([.. features.Outlets.Keys.Where(features.MeasuresEnergy)])));
        Receive<SeriesEnded>(ended =>
        {
            if (ended.Outcome is Result<EnergySeries>.Failed { Failure.Kind: FailureKind.Unsupported or FailureKind.Malformed })
            {
                Tell(new PlugFact.SeriesRead(ended.Question, null));
                return;
            }

            Answer(ended.Outcome, series => new PlugFact.SeriesRead(ended.Question, series));
        });
        Receive<TimersEnded>(ended => Answer(ended.Outcome, timers => timers));
        Receive<Inspected>(inspected => Answer(inspected.Outcome, fact => fact));
        Receive<PermissionOverdue>(_ => Fail(new Failure(FailureKind.Transient, "The house did not say in time whether the account may be tried.")));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => _around.Admission.Tell(new AskAdmission(_assignment.Id, _health));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _session?.Dispose();
    }

    private static async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> exchange, CancellationToken stopping)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        both.CancelAfter(limit);
        return await exchange(both.Token).ConfigureAwait(false);
    }

    private static Failure Unexpected(Exception error) => error is OperationCanceledException
        ? new Failure(FailureKind.Dark, "The plug did not answer in time.", Delivery.Unknown)
        : new Failure(FailureKind.Transient, $"The exchange with the plug failed unexpectedly ({error.GetType().Name}).", Delivery.Unknown);

    private void FindAccount() =>
        Run(null, LongestConnect, ct => _around.Vault.FindAsync(_assignment.House, _assignment.Account, ct), outcome => new AccountFound(outcome));

    private void Handshake(Result<Account> found)
    {
        if (found is not Result<Account>.Ok { Value: var account })
        {
            Fail(((Result<Account>.Failed)found).Failure);
            return;
        }

        _account = account;
        Run("handshake", LongestConnect, ct => _around.Connector.HandshakeAsync(_connect.Offer, _connect.Address, account.Credentials, _traits, ct), outcome => new HandshakeEnded(outcome));
    }

    private void Shaken(Result<PlugSession> outcome)
    {
        if (outcome is not Result<PlugSession>.Ok { Value: var session })
        {
            Fail(((Result<PlugSession>.Failed)outcome).Failure);
            return;
        }

        _session = session;
        _shakenAt = _around.Clock.GetCurrentInstant();
        Tell(new PlugFact.KeysAgreed());
        if (session.SpendsAttemptOnLogin)
        {
            var locks = _connect.Offer.Transport == Transport.Tpap ? LockOut.Locks : LockOut.RefusesOnly;
            Timers.StartSingleTimer(PermissionOverdue.Instance, PermissionOverdue.Instance, LongestPermission);
            _around.Houses.Tell(new CredentialAsked(_assignment.House, _assignment.Id, _account!.Fingerprint, locks), Context.Parent);
        }
        else
        {
            Login(session);
        }
    }

    private void Permitted(CredentialAnswered answer)
    {
        if (_session is null || !Timers.IsTimerActive(PermissionOverdue.Instance))
        {
            return;
        }

        Timers.Cancel(PermissionOverdue.Instance);
        if (_connect.Offer.Transport == Transport.Tpap && answer.Permission == CredentialPermission.GrantedOnceRecorded
            && _around.Clock.GetCurrentInstant() - _shakenAt > FreshHandshake)
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

    private void Login(PlugSession session) => Run("login", LongestConnect, session.LoginAsync, outcome => new LoginEnded(outcome));

    private void LoggedIn(Result<LoginAccepted> outcome)
    {
        if (outcome is Result<LoginAccepted>.Failed { Failure: var failure })
        {
            if (_session!.SpendsAttemptOnLogin)
            {
                Judge(failure.Kind == FailureKind.CredentialsRejected ? CredentialStanding.Rejected
                    : failure.Delivery == Delivery.NotDelivered && _connect.Offer.Transport == Transport.Tpap ? CredentialStanding.Unsent
                    : null);
            }

            Fail(failure);
            return;
        }

        if (_session!.Info.Credential == CredentialOrigin.Account)
        {
            Judge(CredentialStanding.Accepted);
        }

        Run("read", LongestConnect, _session.ReadAsync, reading => new FirstReading(reading));
    }

    private void Judge(CredentialStanding? standing) =>
        _around.Houses.Tell(new CredentialTested(_assignment.House, _assignment.Id, _account!.Fingerprint, standing), Context.Parent);

    private void Proven(Result<PlugReading> outcome)
    {
        _around.Admission.Tell(new AdmissionReturned());
        if (outcome is Result<PlugReading>.Ok)
        {
            Opened("ok");
        }

        Answer(outcome, reading => new PlugFact.Connected(
            reading,
            _session!.Info.ExpiresAt,
            _session.Info.Credential == CredentialOrigin.Account
                ? null
                : "It answers to setup credentials, not to the account: reachable, but not bound to it. Add it to the account in the Tapo app."));
    }

    private void Exchange(PlugEffect effect)
    {
        switch (effect)
        {
            case PlugEffect.Send send:
                Run("switch", LongestRequest, ct => _session!.SwitchAsync(send.Commands, ct), outcome => new SwitchEnded(outcome));
                break;
            case PlugEffect.SetTimers timers:
                Run("timers", LongestRequest, ct => TimerErrand.CarryOutAsync(_session!, timers.Commands, _around.Clock, ct), outcome => new TimersEnded(outcome));
                break;
            case PlugEffect.Inspect inspect:
                Run("inspect", LongestRequest, ct => InspectionErrand.CarryOutAsync(_session!, inspect.Part, _around.Clock, ct), outcome => new Inspected(outcome));
                break;
            case PlugEffect.Read read:
                Run("read", LongestRequest, ct => _session!.ReadAsync(read.Meters.IsDefault ? [] : read.Meters, ct), outcome => new ReadEnded(outcome));
                break;
            case PlugEffect.FindMeters:
                Run("find-meters", LongestRequest, _session!.ReadFeaturesAsync, outcome => new MetersRead(outcome));
                break;
            case PlugEffect.ReadSeries { Question: var question }:
                Run("series", LongestRequest, ct => _session!.ReadSeriesAsync(question.Slot, question.From, question.To, _around.Clock, ct), outcome => new SeriesEnded(question, outcome));
                break;
            default:
                throw new InvalidOperationException($"A link does not carry out {effect.GetType().Name}.");
        }
    }

    // What has no name is no request to the plug.
    private void Run<T>(string? request, TimeSpan limit, Func<CancellationToken, Task<Result<T>>> exchange, Func<Result<T>, object> done)
    {
        var measured = request is null ? (MeasuredRequest?)null : MeasuredRequest.Begin(_connect.Offer.Transport, request, _trace);
        WithinAsync(limit, exchange, _stopping.Token).PipeTo(Self, success: End, failure: error => End(Unexpected(error)));

        object End(Result<T> outcome)
        {
            measured?.End(outcome);
            return done(outcome);
        }
    }

    private void Answer<T>(Result<T> outcome, Func<T, PlugFact> fact)
    {
        if (outcome is Result<T>.Ok { Value: var value })
        {
            Tell(fact(value));
        }
        else
        {
            Fail(((Result<T>.Failed)outcome).Failure);
        }
    }

    private void Fail(Failure failure)
    {
        Opened(failure.Code);
        Tell(new PlugFact.Failed(failure));
    }

    private void Opened(string outcome)
    {
        if (_isOpening && _admittedAt != 0)
        {
            _isOpening = false;
            PlugInstruments.Opened(_connect.Offer.Transport, outcome, Stopwatch.GetElapsedTime(_admittedAt));
        }
    }

    private void Tell(PlugFact fact) => Context.Parent.Tell(new LinkFact(_attempt, fact, _session?.Traits ?? _traits));

    private sealed record AccountFound(Result<Account> Account) : INoSerializationVerificationNeeded;

    private sealed record HandshakeEnded(Result<PlugSession> Outcome) : INoSerializationVerificationNeeded;

    private sealed record LoginEnded(Result<LoginAccepted> Outcome) : INoSerializationVerificationNeeded;

    private sealed record FirstReading(Result<PlugReading> Outcome) : INoSerializationVerificationNeeded;

    private sealed record SwitchEnded(Result<SwitchResult> Outcome) : INoSerializationVerificationNeeded;

    private sealed record ReadEnded(Result<MeteredReading> Outcome) : INoSerializationVerificationNeeded;

    private sealed record MetersRead(Result<PlugFeatures> Outcome) : INoSerializationVerificationNeeded;

    private sealed record SeriesEnded(SeriesQuestion Question, Result<EnergySeries> Outcome) : INoSerializationVerificationNeeded;

    private sealed record TimersEnded(Result<PlugFact.TimersObserved> Outcome) : INoSerializationVerificationNeeded;

    private sealed record Inspected(Result<PlugFact> Outcome) : INoSerializationVerificationNeeded;

    private sealed record PermissionOverdue : INoSerializationVerificationNeeded
    {
        public static PermissionOverdue Instance { get; } = new();
    }
}
