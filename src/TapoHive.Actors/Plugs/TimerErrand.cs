using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;
using TapoHive.Protocol;

namespace TapoHive.Actors.Plugs;

/// <summary>Commands to a plug's countdowns, one after the other, and a reading at the end.</summary>
internal static class TimerErrand
{
    /// <summary>What became of them. An outlet that has no countdown is an answer; a plug that cannot be spoken to is a failure.</summary>
    public static async Task<Result<PlugFact.TimersObserved>> CarryOutAsync(
        PlugSession session,
        ImmutableArray<TimerCommand> commands,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var seen = ImmutableArray.CreateBuilder<TimerSeen>(commands.Length);
        foreach (var command in commands)
        {
            switch (await CarryOutAsync(session, command, cancellationToken).ConfigureAwait(false))
            {
                case Result<Countdown>.Ok { Value: var countdown }:
                    seen.Add(new TimerSeen(command.Slot, clock.GetCurrentInstant(), countdown, null));
                    break;
                case Result<Countdown>.Failed { Failure: { Kind: FailureKind.Unsupported } refusal }:
                    seen.Add(new TimerSeen(command.Slot, clock.GetCurrentInstant(), null, refusal));
                    break;
                case Result<Countdown>.Failed { Failure: var failure }:
                    return failure;
            }
        }

        return await session.ReadAsync(cancellationToken).ConfigureAwait(false) switch
        {
            Result<PlugReading>.Ok { Value: var reading } => new PlugFact.TimersObserved(seen.ToImmutable(), reading),
            Result<PlugReading>.Failed { Failure: var unread } => unread,
            _ => throw new InvalidOperationException("Neither a reading nor a failure."),
        };
    }

    private static Task<Result<Countdown>> CarryOutAsync(PlugSession session, TimerCommand command, CancellationToken cancellationToken) => command switch
    {
        TimerCommand.Look look => session.ReadCountdownAsync(look.Slot, cancellationToken),
        TimerCommand.Arm arm => session.ArmCountdownAsync(arm.Slot, arm.Delay, arm.Then, cancellationToken),
        TimerCommand.Clear clear => session.ClearCountdownAsync(clear.Slot, cancellationToken),
        _ => throw new InvalidOperationException($"Not a command to a countdown: {command.GetType().Name}."),
    };
}
