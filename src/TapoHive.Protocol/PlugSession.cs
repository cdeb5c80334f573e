using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;
using Timer = TapoHive.Protocol.Sessions.Timer;

namespace TapoHive.Protocol;

/// <summary>
/// One session with one plug, after the handshake: symmetric keys exist. <see cref="LoginAsync"/> comes first; between the two the caller may ask
/// whether an attempt may be spent. Then each method is one request of the caller's, made of as few exchanges with the plug as possible.
/// <para>
/// A session carries one request at a time: KLAP couples its counter to the order of exchanges. Calling a method while another one runs is a programming
/// error and throws <see cref="InvalidOperationException"/>. What goes wrong with the plug is a <see cref="Failure"/>; a cancelled token throws
/// <see cref="OperationCanceledException"/> and usually leaves the session unusable. After a failure ask <see cref="IsOver"/>. Disposing wipes the keys.
/// </para>
/// </summary>
public sealed class PlugSession : IDisposable
{
    private readonly IPlugChannel _channel;
    private readonly Conversation _conversation;
    private readonly Reader _reader;
    private readonly OutletCalls _outlets;
    private readonly MeteredReader _meters;
    private int _use;

    internal PlugSession(IPlugChannel channel, PlugTraits traits)
    {
        _channel = channel;
        _conversation = new Conversation(channel, traits);
        _reader = new Reader(_conversation);
        _outlets = new OutletCalls(_conversation, _reader);
        _meters = new MeteredReader(_conversation, _reader, _outlets);
    }

    /// <summary>Transport, end of life, and the credentials the plug holds. The end may move at the login.</summary>
    public SessionInfo Info => _channel.Info;

    /// <summary>What was learnt about the plug so far, for its next session.</summary>
    public PlugTraits Traits => _conversation.Traits;

    /// <summary>Whether <see cref="LoginAsync"/> shows the plug a password that it may count as a failed attempt. Not with KLAP, where both sides
    /// are proven by the handshake.</summary>
    public bool SpendsAttemptOnLogin => AttemptsAtStake > 0;

    /// <summary>How many attempts <see cref="LoginAsync"/> may spend at most: 0 with KLAP and where a TPAP plug belongs to nobody, 1 with TPAP else (where wrong ones lock the plug) and with
    /// securePassthrough, 2 with securePassthrough where the offer names the older form of the login (see there) and no session has learnt better.</summary>
    public int AttemptsAtStake => _channel.AttemptsAtStake;

    /// <summary>Whether nothing more can come of this session: it was lost, its counter is in doubt after an exchange that broke off, its numbers are used up, or it
    /// was disposed. Dispose it and shake hands again.</summary>
    public bool IsOver => Volatile.Read(ref _use) == Use.Ended || _conversation.IsOver;

    /// <summary>
    /// Proves the account to the plug. KLAP has done so already: done at once. With securePassthrough, <c>login_device</c> in the form that it took last, else in that of the offer; where that is
    /// the older form and the plug rejects the credentials (-1501), once more in the newer form after a new handshake (PROTOCOL 1.4, rule 6), which is a
    /// second attempt. With TPAP, <c>pake_share</c>, sent once whatever comes of it. A login that fails for any reason ends the session.
    /// </summary>
    public Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken) => AloneAsync(() => _channel.LoginAsync(cancellationToken));

    /// <summary>Reads identity and state: one exchange, or two at the first reading of a strip that nobody knew as one.</summary>
    public Task<Result<PlugReading>> ReadAsync(CancellationToken cancellationToken) => AloneAsync(() => _reader.ReadAsync(cancellationToken));

    /// <summary>Reads identity and state, and the meters of some outlets along with it: one exchange where the plug takes batches.</summary>
    public Task<Result<MeteredReading>> ReadAsync(IReadOnlyCollection<OutletSlot> meters, CancellationToken cancellationToken) =>
        AloneAsync(() => _meters.ReadAsync(meters, cancellationToken));

    /// <summary>Reads what an outlet recorded itself between two moments; <see cref="FailureKind.Unsupported"/> where it does not, or its clock is off.</summary>
    public Task<Result<EnergySeries>> ReadSeriesAsync(OutletSlot slot, Instant from, Instant to, IClock clock, CancellationToken cancellationToken) =>
        AloneAsync(() => new SeriesReader(_conversation, _outlets, clock).ReadAsync(slot, from, to, cancellationToken));

    /// <summary>
    /// Sets relays and reads back, in one exchange where the plug takes batches (four sockets of a strip to an exchange). Idempotent: safe to repeat
    /// whatever came of it. A failure with <see cref="Delivery.Unknown"/> means that relays may have moved, or may still.
    /// </summary>
    public Task<Result<SwitchResult>> SwitchAsync(IReadOnlyList<OutletCommand> commands, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        return AloneAsync(() => new Switcher(_conversation, _reader).SwitchAsync(commands, cancellationToken));
    }

    /// <summary>Reads power and energy of one outlet; <see cref="FailureKind.Unsupported"/> where it does not measure.</summary>
    public Task<Result<EnergyReading>> ReadEnergyAsync(OutletSlot slot, CancellationToken cancellationToken) =>
        AloneAsync(() => new EnergyMeter(_conversation, _outlets).ReadAsync(slot, cancellationToken));

    /// <summary>Reads the sums over a day, 7 and 30 days of one outlet.</summary>
    public Task<Result<UsageReading>> ReadUsageAsync(OutletSlot slot, CancellationToken cancellationToken) =>
        AloneAsync(() => new EnergyMeter(_conversation, _outlets).ReadUsageAsync(slot, cancellationToken));

    /// <summary>Reads the timer of one outlet.</summary>
    public Task<Result<Countdown>> ReadCountdownAsync(OutletSlot slot, CancellationToken cancellationToken) =>
        AloneAsync(() => new Timer(_outlets).ReadAsync(slot, cancellationToken));

    /// <summary>Arms the timer of one outlet in place of any other, and reads it back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is shorter than a second or longer than a day.</exception>
    public Task<Result<Countdown>> ArmCountdownAsync(OutletSlot slot, Duration delay, PowerState then, CancellationToken cancellationToken) =>
        AloneAsync(() => new Timer(_outlets).ArmAsync(slot, delay, then, cancellationToken));

    /// <summary>Removes the timer of one outlet, and reads back.</summary>
    public Task<Result<Countdown>> ClearCountdownAsync(OutletSlot slot, CancellationToken cancellationToken) =>
        AloneAsync(() => new Timer(_outlets).ClearAsync(slot, cancellationToken));

    /// <summary>Reads what the plug and its outlets can do.</summary>
    public Task<Result<PlugFeatures>> ReadFeaturesAsync(CancellationToken cancellationToken) =>
        AloneAsync(() => new FeatureReader(_conversation, _reader).ReadAsync(cancellationToken));

    /// <summary>Reads what people stored on one outlet in the vendor's app; what the plug does not have is absent.</summary>
    public Task<Result<StoredRules>> ReadRulesAsync(OutletSlot slot, CancellationToken cancellationToken) =>
        AloneAsync(() => new RuleReader(_conversation, _outlets).ReadAsync(slot, cancellationToken));

    /// <summary>Reads whether the plug updates itself; <see cref="FailureKind.Unsupported"/> where it does not say.</summary>
    public Task<Result<AutoUpdate>> ReadUpdatesAsync(CancellationToken cancellationToken) =>
        AloneAsync(async () => Updates(await _conversation.CallAsync(PlugCalls.GetAutoUpdateInfo, cancellationToken).ConfigureAwait(false)));

    /// <summary>Sets whether and when the plug updates itself, and reads it back.</summary>
    public Task<Result<AutoUpdate>> SetUpdatesAsync(AutoUpdate wanted, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        var called = await _conversation.CallAsync(PlugCalls.SetAutoUpdateInfo(wanted), cancellationToken).ConfigureAwait(false);
        return called.TryGet(out _, out var failure)
            ? Updates(await _conversation.CallAsync(PlugCalls.GetAutoUpdateInfo, cancellationToken).ConfigureAwait(false))
            : failure;
    });

    /// <summary>Reads the plug's clock.</summary>
    public Task<Result<PlugClock>> ReadClockAsync(CancellationToken cancellationToken) => AloneAsync<PlugClock>(async () =>
    {
        var called = await _conversation.CallAsync(PlugCalls.GetDeviceTime, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var result, out var failure))
        {
            return failure;
        }

        return DeviceTime.Read(result) is { } clock ? clock : new Failure(FailureKind.Malformed, "The plug did not tell a time.");
    });

    /// <summary>Sets the plug's clock, and reads it back.</summary>
    public Task<Result<PlugClock>> SetClockAsync(PlugClock clock, CancellationToken cancellationToken) => AloneAsync<PlugClock>(async () =>
    {
        var called = await _conversation.CallAllAsync([PlugCalls.SetDeviceTime(clock), PlugCalls.GetDeviceTime], cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answers, out var failure))
        {
            return failure;
        }

        var refusal = _conversation.Judge(answers[0], CallStage.Request, MethodNames.SetDeviceTime) ?? _conversation.Judge(answers[1], CallStage.Request, MethodNames.GetDeviceTime);
        return refusal is not null ? refusal
            : DeviceTime.Read(answers[1].Result) is { } read ? read
            : new Failure(FailureKind.Malformed, "The plug did not tell a time.", Delivery.Unknown);
    });

    /// <summary>Wipes the keys: at once, or as soon as the request ends that is in flight. Nothing more goes out after that.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _use, Use.Ended) == Use.None)
        {
            _channel.Dispose();
        }
    }

    private static Result<AutoUpdate> Updates(Result<System.Text.Json.JsonElement> called) =>
        !called.TryGet(out var result, out var failure) ? failure
        : StoredRuleAnswers.ReadAutoUpdate(result) is { } updates ? updates
        : new Failure(FailureKind.Unsupported, "The plug does not say whether it updates itself.");

    private async Task<Result<T>> AloneAsync<T>(Func<Task<Result<T>>> request)
    {
        var before = Interlocked.CompareExchange(ref _use, Use.InFlight, Use.None);
        if (before == Use.InFlight)
        {
            throw new InvalidOperationException("A session carries one request at a time, and one is in flight.");
        }

        if (before == Use.Ended)
        {
            return Over();
        }

        try
        {
            return _conversation.IsOver ? Over() : await request().ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.CompareExchange(ref _use, Use.None, Use.InFlight) == Use.Ended)
            {
                _channel.Dispose();
            }
        }

        static Failure Over() => new(FailureKind.SessionLost, "The session is over: a new handshake is due.");
    }

    private static class Use
    {
        public const int None = 0;
        public const int InFlight = 1;
        public const int Ended = 2;
    }
}
