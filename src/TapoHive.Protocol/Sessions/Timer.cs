using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>The plug's own timer (PROTOCOL 5.7). Whatever is done to it is read back.</summary>
internal sealed class Timer(OutletCalls outlets)
{
    private static readonly Duration Shortest = Duration.FromSeconds(1);
    private static readonly Duration Longest = Duration.FromSeconds(86400);

    public Task<Result<Countdown>> ReadAsync(OutletSlot slot, CancellationToken cancellationToken) => DoAsync(slot, [], cancellationToken);

    // A plug has one rule at most and refuses a second one while one is armed; spent ones linger. So what is there goes first.
    public Task<Result<Countdown>> ArmAsync(OutletSlot slot, Duration delay, PowerState then, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, Longest);
        return DoAsync(slot, [PlugCalls.RemoveCountdownRules, PlugCalls.AddCountdownRule(delay, then)], cancellationToken);
    }

    public Task<Result<Countdown>> ClearAsync(OutletSlot slot, CancellationToken cancellationToken) => DoAsync(slot, [PlugCalls.RemoveCountdownRules], cancellationToken);

    private async Task<Result<Countdown>> DoAsync(OutletSlot slot, MethodCall[] writes, CancellationToken cancellationToken)
    {
        var called = await outlets.CallAllAsync(slot, [.. writes, PlugCalls.GetCountdownRules], cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answers, out var failure))
        {
            return failure;
        }

        // Only the last write has to succeed: removing what is not there may be refused.
        var decisive = writes.Length > 0 ? answers[writes.Length - 1].Refusal : null;
        return (decisive ?? answers[^1].Refusal) is { } refusal ? refusal : CountdownRule.Of(CountdownRule.Read(answers[^1].Result));
    }
}
