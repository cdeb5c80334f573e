using System.Text.Json;
using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>
/// Reads what an outlet recorded itself (PROTOCOL 5.6): power every five minutes where that reaches back far enough, else energy by the hour. A plug whose clock is off
/// has put everything under another time, and is not asked.
/// </summary>
internal sealed class SeriesReader(Conversation conversation, OutletCalls outlets, IClock clock)
{
    private static readonly Duration PowerReaches = Duration.FromHours(11);
    private static readonly Duration FineSlot = Duration.FromMinutes(5);
    private static readonly Duration CoarseSlot = Duration.FromHours(1);
    private static readonly Duration ClockTolerance = Duration.FromMinutes(2);
    private const int MostDaysBack = 7;

    // No outlet carries as much; the plug tells nonsense.
    private const long Impossible = 100_000;

    public async Task<Result<EnergySeries>> ReadAsync(OutletSlot slot, Instant from, Instant to, CancellationToken cancellationToken)
    {
        var called = await conversation.CallAsync(PlugCalls.GetDeviceTime, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var told, out var failure))
        {
            return failure;
        }

        var now = clock.GetCurrentInstant();
        if (DeviceTime.Read(told) is not { } time || time.Now - now > ClockTolerance || now - time.Now > ClockTolerance)
        {
            return new Failure(FailureKind.Unsupported, "The plug's clock is off, so that what it recorded cannot be put under the right time.");
        }

        return now - from <= PowerReaches
            ? await PowerAsync(slot, from, to, now, cancellationToken).ConfigureAwait(false)
            : await EnergyAsync(slot, from, to, time.Zone, now, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<EnergySeries>> PowerAsync(OutletSlot slot, Instant from, Instant to, Instant now, CancellationToken cancellationToken)
    {
        var start = Floor(from, FineSlot);
        var answer = await AskAsync(slot, PlugCalls.GetPowerData(start, Floor(to + FineSlot, FineSlot), FineSlot), cancellationToken).ConfigureAwait(false);
        return answer.TryGet(out var result, out var failure)
            ? Series(result, start, FineSlot, now, static watts => watts is < 0 or > Impossible ? null : new EnergyAmount(watts * 1000 * (long)FineSlot.TotalSeconds))
            : failure;
    }

    private async Task<Result<EnergySeries>> EnergyAsync(OutletSlot slot, Instant from, Instant to, DateTimeZone zone, Instant now, CancellationToken cancellationToken)
    {
        var last = to.InZone(zone).Date;
        var first = Begin(LocalDate.Max(from.InZone(zone).Date, last.PlusDays(-MostDaysBack)), zone);

        // The last second of the last day, as the vendor's clients ask: whether a midnight there still brings the day that it begins is not sure.
        var end = Begin(last.PlusDays(1), zone) - Duration.FromSeconds(1);
        var answer = await AskAsync(slot, PlugCalls.GetEnergyData(first, end, CoarseSlot), cancellationToken).ConfigureAwait(false);
        return answer.TryGet(out var result, out var failure)
            ? Series(result, first, CoarseSlot, now, static wattHours => wattHours is < 0 or > Impossible ? null : EnergyAmount.FromWattHours(wattHours))
            : failure;
    }

    private async Task<Result<JsonElement>> AskAsync(OutletSlot slot, MethodCall call, CancellationToken cancellationToken)
    {
        var called = await outlets.CallAllAsync(slot, [call], cancellationToken).ConfigureAwait(false);
        return !called.TryGet(out var answers, out var failure) ? failure : answers[0].Refusal is { } refusal ? refusal : answers[0].Result;
    }

    private static EnergySeries Series(JsonElement result, Instant asked, Duration slot, Instant now, Func<long, EnergyAmount?> amount) => new(
        result.Whole("start_timestamp") is { } start and > 0 && start < Instant.MaxValue.ToUnixTimeSeconds() ? Instant.FromUnixTimeSeconds(start) : asked,
        slot,
        [.. result.Items("data").Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var figure) ? amount(figure) : null)],
        now);

    private static Instant Floor(Instant at, Duration unit)
    {
        var seconds = (long)unit.TotalSeconds;
        return Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / seconds * seconds);
    }

    private static Instant Begin(LocalDate day, DateTimeZone zone) => zone.AtStartOfDay(day).ToInstant();
}
