using System.Diagnostics;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Admission;
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
/// One session with a plug, from the first byte to the last. <see cref="Open"/> waits for admission, shakes hands, asks the house before it spends a login attempt,
/// and proves who answers; then <see cref="CarryOut"/> carries out one request at a time. A link never decides and never retries: whatever comes of either, its
/// plug is told a <see cref="LinkFact"/>. Disposing ends it at any time: what is under way is called off, the keys are wiped, and what is asked of it after that fails.
/// </summary>
/// <param name="around">What is around each plug.</param>
/// <param name="assignment">What the house says of the plug.</param>
/// <param name="connect">Where and how.</param>
/// <param name="traits">What is known of the plug's habits.</param>
/// <param name="health">Among which plugs it waits for its turn.</param>
/// <param name="plug">Who is told.</param>
internal sealed class Link(PlugSurroundings around, PlugAssignment assignment, PlugEffect.Connect connect, PlugTraits traits, PlugHealth health, IActorRef plug) : IDisposable
{
    // Longer than any sum of the protocol's own limits: guards against what nobody thought of, no settings.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPermission = TimeSpan.FromSeconds(45);

    // How long a plug keeps a handshake that was begun is not known; one that it has forgotten might be taken for a wrong password.
    private static readonly Duration FreshHandshake = Duration.FromSeconds(10);

    // All exchanges share it: a link that had to be cut off carries nothing more.
    private readonly CancellationTokenSource _limit = new();
    private PlugSession? _session;
    private volatile Permission? _permission;
    private volatile bool _isEnded;

    private Transport Transport => connect.Offer.Transport;

    /// <summary>Begins; the plug is told of the keys, then that it is connected, or what failed.</summary>
    public void Open(TraceContext? trace) => OpenAsync(trace).PipeTo(plug, success: Told, failure: error => Told(new PlugFact.Failed(Unexpected(error))));

    /// <summary>The house has answered whether the account may be shown to the plug.</summary>
    public void Permit(CredentialAnswered answer)
    {
        // One that was given for another account, before the house changed it, is none for this one.
        if (_permission is { } asked && asked.Fingerprint == answer.Fingerprint)
        {
            asked.Answer.TrySetResult(answer);
        }
    }

    /// <summary>Carries a request out, once the plug has been told that it is connected.</summary>
    public void CarryOut(PlugEffect effect, TraceContext? trace)
    {
        var session = _session!;
        switch (effect)
        {
            case PlugEffect.Send send:
                Carry("switch", trace, ct => session.SwitchAsync(send.Commands, ct), static result => new PlugFact.Switched(
                    [.. result.Acknowledgements.Where(static ack => ack.Refusal is not null).Select(static ack => new SlotRefusal(ack.Slot, ack.Refusal!))],
                    result.Reading));
                break;
            case PlugEffect.SetTimers timers:
                Carry("timers", trace, ct => TimerErrand.CarryOutAsync(session, timers.Commands, around.Clock, ct), static seen => seen);
                break;
            case PlugEffect.Inspect inspect:
                Carry("inspect", trace, ct => InspectionErrand.CarryOutAsync(session, inspect.Part, around.Clock, ct), static fact => fact);
                break;
            case PlugEffect.Read read:
                Carry("read", trace, ct => session.ReadAsync(read.Meters.IsDefault ? [] : read.Meters, ct), static reading => new PlugFact.ReadingObserved(reading.Plug, reading.Energy));
                break;
            case PlugEffect.FindMeters:
                Carry("find-meters", trace, session.ReadFeaturesAsync, static features => new PlugFact.MetersFound([.. features.Outlets.Keys.Where(features.MeasuresEnergy)]));
                break;
            case PlugEffect.ReadSeries { Question: var question }:
                Carry(
                    "series",
                    trace,
                    ct => session.ReadSeriesAsync(question.Slot, question.From, question.To, around.Clock, ct),
                    series => new PlugFact.SeriesRead(question, series),
                    failure => failure.Kind is FailureKind.Unsupported or FailureKind.Malformed ? new PlugFact.SeriesRead(question, null) : new PlugFact.Failed(failure));
                break;
            default:
                throw new InvalidOperationException($"A link does not carry out {effect.GetType().Name}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isEnded = true;

        // That ends its clock too; what is still on its way may set it once more, which is no error then.
        _limit.Cancel();
        _session?.Dispose();
    }

    // What an exchange that threw means.
    private static Failure Unexpected(Exception error) => error is OperationCanceledException
        ? new Failure(FailureKind.Dark, "The plug did not answer in time.", Delivery.Unknown)
        : new Failure(FailureKind.Transient, $"The exchange with the plug failed unexpectedly ({error.GetType().Name}).", Delivery.Unknown);

    private async Task<PlugFact> OpenAsync(TraceContext? trace)
    {
        var ended = _limit.Token;
        Result<PlugReading> opened;
        using (await around.Admission.EnterAsync(health, ended).ConfigureAwait(false))
        {
            var admittedAt = Stopwatch.GetTimestamp();
            opened = await ConnectAsync(trace, ended).ConfigureAwait(false);
            PlugInstruments.Opened(Transport, opened is Result<PlugReading>.Failed { Failure.Code: var code } ? code : "ok", Stopwatch.GetElapsedTime(admittedAt));
        }

        return opened.TryGet(out var reading, out var failure)
            ? new PlugFact.Connected(
                reading,
                _session!.Info.ExpiresAt,
                _session.Info.Credential == CredentialOrigin.Account
                    ? null
                    : "It answers to setup credentials, not to the account: reachable, but not bound to it. Add it to the account in the Tapo app.")
            : new PlugFact.Failed(failure);
    }

    private async Task<Result<PlugReading>> ConnectAsync(TraceContext? trace, CancellationToken ended)
    {
        var found = await around.Vault.FindAsync(assignment.House, assignment.Account, ended).WaitAsync(LongestConnect, ended).ConfigureAwait(false);
        if (!found.TryGet(out var account, out var unknown))
        {
            return unknown;
        }

        var shaken = await ExchangeAsync(
            "handshake",
            trace,
            LongestConnect,
            ct => around.Connector.HandshakeAsync(connect.Offer, connect.Address, account.Credentials, traits, connect.Binding, ct)).ConfigureAwait(false);
        if (!shaken.TryGet(out var session, out var refused))
        {
            return refused;
        }

        Interlocked.Exchange(ref _session, session);
        if (ended.IsCancellationRequested)
        {
            // Whoever ended the link may not have seen the session yet.
            session.Dispose();
        }

        plug.Tell(Told(new PlugFact.KeysAgreed()));
        if (session.SpendsAttemptOnLogin && await RefusalAsync(account, ended).ConfigureAwait(false) is { } forbidden)
        {
            return forbidden;
        }

        var login = await ExchangeAsync("login", trace, LongestConnect, session.LoginAsync).ConfigureAwait(false);
        JudgeLogin(login, session, account);
        return login.TryGet(out _, out var failure)
            ? await ExchangeAsync("read", trace, LongestConnect, session.ReadAsync).ConfigureAwait(false)
            : failure;
    }

    /// <summary>Asks the house whether the account may be shown to a plug that counts attempts; nothing where it may.</summary>
    private async Task<Failure?> RefusalAsync(Account account, CancellationToken ended)
    {
        var since = around.Clock.GetCurrentInstant();
        var permission = new Permission(account.Fingerprint);
        _permission = permission;
        around.Houses.Tell(new CredentialAsked(assignment.House, assignment.Id, account.Fingerprint, Transport == Transport.Tpap ? LockOut.Locks : LockOut.RefusesOnly), plug);
        CredentialAnswered answer;
        try
        {
            answer = await permission.Answer.Task.WaitAsync(LongestPermission, ended).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new Failure(FailureKind.Transient, "The house did not say in time whether the account may be tried.");
        }
        finally
        {
            _permission = null;
        }

        if (Transport == Transport.Tpap && answer.Permission == CredentialPermission.GrantedOnceRecorded && around.Clock.GetCurrentInstant() - since > FreshHandshake)
        {
            Judge(account, CredentialStanding.Unsent);
            return new Failure(FailureKind.Transient, "The handshake grew old while another plug proved the account; it is made anew.");
        }

        return answer.Permission is CredentialPermission.Granted or CredentialPermission.GrantedOnceRecorded ? null : new Failure(FailureKind.CredentialsRejected, answer.Because);
    }

    private void JudgeLogin(Result<LoginAccepted> login, PlugSession session, Account account)
    {
        if (login is Result<LoginAccepted>.Failed { Failure: var failure })
        {
            if (session.SpendsAttemptOnLogin)
            {
                // What a plug that is nobody's refuses says nothing of the password.
                Judge(account, failure.Kind == FailureKind.CredentialsRejected ? (connect.Binding == Binding.FactoryDefault ? CredentialStanding.Unsent : CredentialStanding.Rejected)
                    : failure.Delivery == Delivery.NotDelivered && Transport == Transport.Tpap ? CredentialStanding.Unsent
                    : null);
            }
        }
        else if (session.Info.Credential == CredentialOrigin.Account)
        {
            Judge(account, CredentialStanding.Accepted);
        }
        else if (session.SpendsAttemptOnLogin)
        {
            Judge(account, CredentialStanding.Unsent);
        }
    }

    private void Judge(Account account, CredentialStanding? standing)
    {
        // The plug's next link may be trying the same account by now: that this one never came to an end says nothing of it.
        if (!_isEnded || standing is CredentialStanding.Accepted or CredentialStanding.Rejected)
        {
            around.Houses.Tell(new CredentialTested(assignment.House, assignment.Id, account.Fingerprint, standing), plug);
        }
    }

    private void Carry<T>(
        string request, TraceContext? trace, Func<CancellationToken, Task<Result<T>>> exchange, Func<T, PlugFact> fact, Func<Failure, PlugFact>? failed = null)
    {
        ExchangeAsync(request, trace, LongestRequest, exchange).PipeTo(plug, success: End, failure: error => Told(new PlugFact.Failed(Unexpected(error))));

        LinkFact End(Result<T> outcome) => Told(
            outcome.TryGet(out var value, out var failure) ? fact(value)
            : failed is not null ? failed(failure)
            : new PlugFact.Failed(failure));
    }

    private async Task<Result<T>> ExchangeAsync<T>(string request, TraceContext? trace, TimeSpan limit, Func<CancellationToken, Task<Result<T>>> exchange)
    {
        var measured = MeasuredRequest.Begin(Transport, request, trace);
        Result<T> outcome;
        try
        {
            var underWay = exchange(_limit.Token);
            if (underWay.IsCompletedSuccessfully)
            {
                // Such as a login that was part of the handshake.
                outcome = await underWay.ConfigureAwait(false);
            }
            else
            {
                _limit.CancelAfter(limit);
                outcome = await underWay.ConfigureAwait(false);
                _limit.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception e)
        {
            outcome = Unexpected(e);
        }

        measured.End(outcome);
        return outcome;
    }

    private LinkFact Told(PlugFact fact) => new(this, fact, _session?.Traits ?? traits);

    private sealed class Permission(CredentialFingerprint fingerprint)
    {
        public CredentialFingerprint Fingerprint { get; } = fingerprint;

        public TaskCompletionSource<CredentialAnswered> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
