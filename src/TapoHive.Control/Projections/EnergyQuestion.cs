using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Wire;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Text;

namespace TapoHive.Control.Projections;

/// <summary>What a request for energy means in one house: its windows, and which roll-up answers it. Pure.</summary>
/// <param name="By">How finely.</param>
/// <param name="Windows">The windows; none where only the present is asked for.</param>
/// <param name="Grain">The roll-up.</param>
public sealed record EnergyQuestion(EnergyScale By, ImmutableArray<EnergyWindow> Windows, EnergyGrain Grain)
{
    private static readonly Duration HoursSuit = Duration.FromHours(49);
    private static readonly Duration MinutesSuit = Duration.FromHours(2);
    private static readonly Duration DaysSuit = Duration.FromDays(100);

    // For so long at least minutes are kept, whatever energy.keep-minutes says.
    private static readonly Duration MinutesStay = Duration.FromDays(1);

    /// <summary>Reads a request; nothing, and why, where it makes no sense.</summary>
    public static (EnergyQuestion? Question, string? Objection) Of(EnergyRequest request, DateTimeZone zone, Tariff? tariff, Instant now, int most)
    {
        if (request.Span == EnergySpan.Now)
        {
            return (new EnergyQuestion(EnergyScale.Minute, [], EnergyGrain.Minute), null);
        }

        var (since, until) = (Start(request, zone, now), request.Until is { } end ? MomentText.Parse(end, zone, now) : now);
        if (since is not { } from || until is not { } to)
        {
            return (null, $"'{(since is null ? request.Since : request.Until)}' is no moment. Write one {MomentText.Example}, or a time ago such as 7d.");
        }

        to = Instant.Min(to, now);
        if (from >= to)
        {
            return (null, "The time asked for is empty: it ends before it begins, or has not begun yet. Write an earlier --from, or a later --to.");
        }

        var by = request.By ?? Suiting(request.Span, from, to, now);
        from = request.Span == EnergySpan.Since ? EnergyWindows.StartOf(by, zone, from) : Edge(by, from);
        to = to == now ? now : Ceiling(by, to);
        var windows = EnergyWindows.Between(by, zone, from, to, most);
        return windows is null
            ? (null, $"That would be more than {most} figures. Ask for a shorter time, fewer outlets or a coarser --by.")
            : (new EnergyQuestion(by, windows.Value, GrainOf(by, zone, tariff, from, to, now)), null);
    }

    private static Instant? Start(EnergyRequest request, DateTimeZone zone, Instant now) => request.Span switch
    {
        EnergySpan.Today => EnergyWindows.StartOf(EnergyScale.Day, zone, now),
        EnergySpan.Week => zone.AtStartOfDay(now.InZone(zone).Date.PlusDays(1).Previous(IsoDayOfWeek.Monday)).ToInstant(),
        EnergySpan.Month => EnergyWindows.StartOf(EnergyScale.Month, zone, now),
        _ => request.Since is { } text ? MomentText.Parse(text, zone, now) : null,
    };

    private static EnergyScale Suiting(EnergySpan span, Instant from, Instant to, Instant now) => span switch
    {
        EnergySpan.Today => EnergyScale.Hour,
        EnergySpan.Week or EnergySpan.Month => EnergyScale.Day,
        _ => (to - from) switch
        {
            var length when length <= MinutesSuit => now - from <= MinutesStay ? EnergyScale.Minute : EnergyScale.Quarter,
            var length when length <= HoursSuit => EnergyScale.Hour,
            var length when length <= DaysSuit => EnergyScale.Day,
            _ => EnergyScale.Month,
        },
    };

    // Edges are as fine as what is kept.
    private static Instant Edge(EnergyScale by, Instant at) => by == EnergyScale.Minute ? MinuteBins.MinuteOf(at) : MinuteBins.QuarterOf(at);

    private static Instant Ceiling(EnergyScale by, Instant at) => Edge(by, at) is var edge && edge == at ? at
        : edge + (by == EnergyScale.Minute ? Duration.FromMinutes(1) : Duration.FromMinutes(15));

    private static EnergyGrain GrainOf(EnergyScale by, DateTimeZone zone, Tariff? tariff, Instant from, Instant to, Instant now)
    {
        bool IsMidnight(Instant at) => EnergyWindows.StartOf(EnergyScale.Day, zone, at) == at;
        return by == EnergyScale.Minute ? EnergyGrain.Minute
            : by is EnergyScale.Day or EnergyScale.Month && tariff is null or { IsFlat: true } && IsMidnight(from) && (to == now || IsMidnight(to)) ? EnergyGrain.Day
            : EnergyGrain.Quarter;
    }
}
