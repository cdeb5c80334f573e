using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What <c>energy</c> asks of the telemetry, house by house.</summary>
internal sealed class EnergyQuestions(HiveHandle hive, GateOptions options)
{
    private const int MostFigures = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<CallReply> Energy(EnergyRequest request)
    {
        if (hive.Telemetry.IsNobody())
        {
            return new CallReply.Refuse(RefusalCode.Invalid, "This hive keeps no energy.");
        }

        var routing = SelectorRouting.Route([.. hive.Board.Views.Values], request.Selectors);
        if (routing is not SelectorRouting.Routed routed)
        {
            return HouseQuestions.Explain(routing)!;
        }

        // Which of them measure is asked first: only those have figures.
        var now = options.Clock.GetCurrentInstant();
        var (meters, untold) = await AskAsync(new ReadEnergy([.. routed.Houses.SelectMany(static house => Keys(house))], now, now, EnergyGrain.Minute, DateTimeZone.Utc));
        if (untold is not null)
        {
            return untold;
        }

        var measuring = meters!.Outlets.Select(static outlet => outlet.Outlet).ToHashSet();
        var room = Math.Max(1, MostFigures / Math.Max(1, measuring.Count));
        var outlets = new List<MeteredOutlet>();
        var unmetered = new List<OutletReference>();
        EnergyScale? by = null;
        foreach (var house in routed.Houses)
        {
            var (zone, tariff) = (ZoneOf(house.View), house.View.State.Definition?.Tariff);
            var (question, objection) = EnergyQuestion.Of(request, zone, tariff, now, room);
            if (question is null)
            {
                return new CallReply.Refuse(RefusalCode.Invalid, objection!);
            }

            var (told, refusal) = question.Windows.IsEmpty ? (meters, null) : await AskAsync([.. Keys(house).Where(measuring.Contains)], question, zone);
            if (refusal is not null)
            {
                return refusal;
            }

            var metered = told!.Outlets.ToDictionary(static outlet => outlet.Outlet);
            foreach (var outlet in Keys(house))
            {
                if (metered.TryGetValue(outlet, out var own))
                {
                    outlets.Add(EnergyProjection.Of(house.View, own, question, tariff, zone, now));
                }
                else
                {
                    unmetered.Add(new OutletReference(house.View.State[outlet.Key].Name.Value, house.View.Name.Value));
                }
            }

            by ??= request.Span == EnergySpan.Now ? null : question.By;
        }

        return outlets.Count == 0 && !request.Selectors.IsEmpty
            ? new CallReply.Refuse(RefusalCode.NothingMatched, "None of these outlets measures energy, or it was not looked at yet. 'tapohive energy' lists those that do.")
            : CallReply.Of(Report(request, routed, outlets, unmetered, by), ContractJson.Default.EnergyReport, string.Create(CultureInfo.InvariantCulture, $"{outlets.Count} meters"));
    }

    private static EnergyReport Report(EnergyRequest request, SelectorRouting.Routed routed, List<MeteredOutlet> outlets, List<OutletReference> unmetered, EnergyScale? by)
    {
        var currencies = routed.Houses.Select(static house => house.View.State.Definition?.Tariff?.Currency).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new EnergyReport(
            [.. outlets.Select(static outlet => outlet.Report)],
            request.Group == EnergyGrouping.None ? null : EnergyProjection.Groups(outlets, request.Group),
            by,
            [.. routed.Houses.Select(static house => new HouseZone(house.View.Name.Value, ZoneOf(house.View).Id))],
            currencies.Count == 1 ? currencies[0] : null,
            request.Selectors.IsEmpty ? [] : [.. unmetered]);
    }

    private static IEnumerable<HouseOutlet> Keys(HouseSelection house) => house.Outlets.Select(key => new HouseOutlet(house.View.Name, key));

    private async Task<(EnergyPast? Past, CallReply.Refuse? Refusal)> AskAsync(ImmutableArray<HouseOutlet> meters, EnergyQuestion question, DateTimeZone zone)
    {
        var (from, to) = (question.Windows[0].From, question.Windows[^1].To);
        var (past, refusal) = await AskAsync(new ReadEnergy(meters, from, to, question.Grain, zone));
        if (question.Grain == EnergyGrain.Day && past is not null && !StartsFit(past, zone))
        {
            // The house has moved to another time zone: days of the old one are made anew of quarters.
            (past, refusal) = await AskAsync(new ReadEnergy(meters, from, to, EnergyGrain.Quarter, zone));
        }

        return (past, refusal);
    }

    private static bool StartsFit(EnergyPast past, DateTimeZone zone) =>
        past.Outlets.SelectMany(static outlet => outlet.Bins).All(bin => EnergyWindows.StartOf(EnergyScale.Day, zone, bin.From) == bin.From);

    private async Task<(EnergyPast? Past, CallReply.Refuse? Refusal)> AskAsync(ReadEnergy question) => await hive.Telemetry.Ask<object>(question, Patience) switch
    {
        EnergyPast past => (past, null),
        Refused refused => (null, HouseQuestions.Explain(refused)),
        _ => (null, new CallReply.Refuse(RefusalCode.NoAnswer, "The telemetry gave an answer that makes no sense. Look at the hive's log.")),
    };

    private static DateTimeZone ZoneOf(HouseView view) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.State.Definition?.TimeZone ?? "") ?? DateTimeZone.Utc;
}
