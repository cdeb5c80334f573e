using System.Globalization;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Http;

/// <summary>The web server of one plug: its address, what is known of its habits, and the one repetition that a stale connection deserves.</summary>
internal sealed class PlugEndpoint(PlugHttp http, PlugAddress address, WebScheme scheme, ConnectionHabit habit)
{
    public PlugAddress Address { get; } = address;

    /// <summary>As given at first, then as learnt.</summary>
    public ConnectionHabit Habit { get; private set; } = habit;

    /// <summary>Whose connections its requests go out on.</summary>
    public WebOrigin Origin { get; } = new(address, scheme);

    /// <summary>
    /// Posts what <paramref name="compose"/> makes. A plug that closes its connections without a word would fail every second request; where the connection was a kept one and a repetition is harmless, it is composed anew and sent once more on a
    /// fresh connection, and connections are not kept from then on.
    /// </summary>
    public async Task<HttpOutcome> PostAsync(Func<PlugPost> compose, Repetition repetition, CancellationToken cancellationToken)
    {
        var post = compose();
        var outcome = await http.PostAsync(Habit == ConnectionHabit.Closes ? post with { Habit = Habit } : post, cancellationToken).ConfigureAwait(false);
        if (outcome is not HttpOutcome.NoReply { IsStaleConnection: true })
        {
            return outcome;
        }

        Habit = ConnectionHabit.Closes;
        if (repetition != Repetition.Harmless)
        {
            return outcome;
        }

        // The first one may have arrived, whatever becomes of the second.
        var again = await http.PostAsync(compose() with { Habit = Habit }, cancellationToken).ConfigureAwait(false);
        return again switch
        {
            HttpOutcome.NoReply lost => lost with { Delivery = Delivery.Unknown },
            HttpOutcome.Replied reply => reply with { IsToRepetition = true },
            _ => throw new InvalidOperationException("An outcome of a third kind."),
        };
    }

    /// <summary>The failure that a missing answer means.</summary>
    public Failure FailureOf(HttpOutcome.NoReply outcome)
    {
        var (kind, fact) = outcome.Trouble switch
        {
            HttpTrouble.Refused => (FailureKind.Dark, "refused the connection"),
            HttpTrouble.Unreachable => (FailureKind.Dark, "cannot be reached"),
            HttpTrouble.OutOfSockets => (FailureKind.Transient, "could not be asked, because this host has no socket left"),
            HttpTrouble.ConnectTimeout => (FailureKind.Dark, "does not answer"),
            HttpTrouble.Mute => (FailureKind.Dark, "took the connection and did not answer"),
            HttpTrouble.Broken => (FailureKind.Transient, "broke the connection off"),
            HttpTrouble.Garbled => (FailureKind.Malformed, "answered something that is not HTTP"),
            HttpTrouble.Oversized => (FailureKind.Malformed, "sent an answer that is too large"),
            HttpTrouble.Dripping => (FailureKind.Malformed, "did not finish its answer in time"),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Trouble, "Not a trouble."),
        };

        var remedy = outcome.Trouble is HttpTrouble.Refused or HttpTrouble.ConnectTimeout ? " Check its power and its Wi-Fi." : string.Empty;
        return new Failure(kind, $"The plug at {Address} {fact}.{remedy}", outcome.Delivery);
    }

    /// <summary>The failure that HTTP 429 means: patience, for as long as the plug asks, within reason.</summary>
    public Failure Throttled(HttpOutcome.Replied reply)
    {
        var pause = ErrorMeaning.PauseAsked(reply.RetryAfter is { } asked ? Duration.FromTimeSpan(asked) : null);
        return Failure(
            FailureKind.Busy, "asks for patience (HTTP 429)", string.Create(CultureInfo.InvariantCulture, $"It is left alone for {pause.TotalSeconds:0} s."), reply.OfRefused, pause);
    }

    /// <summary>A failure at this address.</summary>
    public Failure Failure(FailureKind kind, string fact, string? remedy = null, Delivery delivery = Delivery.NotDelivered, Duration? retryAfter = null) =>
        new(kind, remedy is null ? $"The plug at {Address} {fact}." : $"The plug at {Address} {fact}. {remedy}", delivery, retryAfter);
}
