using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Readings;
using TapoHive.Protocol;

namespace TapoHive.Actors.Plugs;

/// <summary>A look at what is seldom looked at, and what is seen to on the way: updates switched off where that is wanted, and a clock that
/// is off set right.</summary>
internal static class InspectionErrand
{
    public static Task<Result<PlugFact>> CarryOutAsync(PlugSession session, InspectionPart part, IClock clock, CancellationToken cancellationToken) => part switch
    {
        InspectionPart.Settings settings => SettingsAsync(session, settings, clock, cancellationToken),
        InspectionPart.Rules rules => RulesAsync(session, rules, clock, cancellationToken),
        _ => throw new InvalidOperationException($"Not a part of an inspection: {part.GetType().Name}."),
    };

    private static async Task<Result<PlugFact>> RulesAsync(PlugSession session, InspectionPart.Rules part, IClock clock, CancellationToken cancellationToken) =>
        await session.ReadRulesAsync(part.Slot, cancellationToken).ConfigureAwait(false) switch
        {
            Result<StoredRules>.Ok { Value: var rules } => new PlugFact.RulesObserved(part.Slot, clock.GetCurrentInstant(), rules),
            Result<StoredRules>.Failed { Failure: var failure } => failure,
            _ => throw new InvalidOperationException("Neither rules nor a failure."),
        };

    private static async Task<Result<PlugFact>> SettingsAsync(PlugSession session, InspectionPart.Settings part, IClock clock, CancellationToken cancellationToken)
    {
        var updates = await UpdatesAsync(session, part.Updates, cancellationToken).ConfigureAwait(false);
        if (updates is Result<AutoUpdate>.Failed { Failure: { Kind: not FailureKind.Unsupported } failure })
        {
            return failure;
        }

        var known = updates is Result<AutoUpdate>.Ok ok ? ok.Value : null;
        switch (await session.ReadClockAsync(cancellationToken).ConfigureAwait(false))
        {
            case Result<PlugClock>.Ok { Value: var shown }:
                return await ClockAsync(session, known, shown, clock, cancellationToken).ConfigureAwait(false);
            case Result<PlugClock>.Failed { Failure: { Kind: not (FailureKind.Unsupported or FailureKind.Malformed) } unread }:
                return unread;
            default:
                return new PlugFact.SettingsObserved(new PlugSettings(known, null));
        }
    }

    private static async Task<Result<AutoUpdate>> UpdatesAsync(PlugSession session, FirmwareUpdates wanted, CancellationToken cancellationToken)
    {
        var read = await session.ReadUpdatesAsync(cancellationToken).ConfigureAwait(false);
        return read is Result<AutoUpdate>.Ok { Value: { Enabled: true } updates } && wanted == FirmwareUpdates.Off
            ? await session.SetUpdatesAsync(updates with { Enabled = false }, cancellationToken).ConfigureAwait(false)
            : read;
    }

    private static async Task<Result<PlugFact>> ClockAsync(PlugSession session, AutoUpdate? updates, PlugClock shown, IClock clock, CancellationToken cancellationToken)
    {
        var off = clock.GetCurrentInstant() - shown.Now;
        if (off <= PlugSettings.ClockTolerance && off >= -PlugSettings.ClockTolerance)
        {
            return new PlugFact.SettingsObserved(new PlugSettings(updates, shown));
        }

        return await session.SetClockAsync(shown with { Now = clock.GetCurrentInstant() }, cancellationToken).ConfigureAwait(false) switch
        {
            Result<PlugClock>.Ok => new PlugFact.SettingsObserved(new PlugSettings(updates, shown, off)),
            Result<PlugClock>.Failed { Failure.Kind: FailureKind.Unsupported } => new PlugFact.SettingsObserved(new PlugSettings(updates, shown)),
            Result<PlugClock>.Failed { Failure: var failure } => failure,
            _ => throw new InvalidOperationException("Neither a clock nor a failure."),
        };
    }
}
