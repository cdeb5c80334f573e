using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Alerts;

/// <summary>What each event makes of a house's memory of telling people.</summary>
internal static class AlertEvolution
{
    /// <summary>The house after an event, with what is to be told of it.</summary>
    public static HouseState After(HouseState state, HouseEvent happened)
    {
        if (happened is HouseApplied or HouseRolledBack)
        {
            return Applied(state);
        }

        if (state.Alerts is not { } book)
        {
            return state;
        }

        return happened switch
        {
            TroublesRaised e => state with { Alerts = Raised(state, book, e) },
            TroublesCleared e => state with { Alerts = Cleared(state, book, e) },
            AlertsTold e => state with { Alerts = Told(state, book, e) },
            ContestSeen e => state with { Alerts = book.With([Contest(state, e)]) },
            OccurrencesSkipped e => state with { Alerts = book.With(e.Skipped.Where(IsNews).Select(skipped => Skipped(state, skipped, e.At))) },
            _ => state,
        };
    }

    // A channel that is new is told what happens from now on.
    private static HouseState Applied(HouseState state)
    {
        if (state.Definition?.Notify is not { } notify || notify.Channels.IsEmpty)
        {
            return state.Alerts is null ? state : state with { Alerts = null };
        }

        var book = state.Alerts ?? AlertBook.Empty;
        var told = notify.Channels.ToImmutableSortedDictionary(channel => channel, channel => book.Told.GetValueOrDefault(channel, state.Revision));
        return state with { Alerts = Trimmed(book with { Told = told }) };
    }

    private static AlertBook Raised(HouseState state, AlertBook book, TroublesRaised e) => (book with
    {
        Standing = book.Standing
            .RemoveRange(e.Troubles.SelectMany(trouble => Superseded(state, trouble.Key)))
            .SetItems(e.Troubles.Select(trouble => KeyValuePair.Create(trouble.Key, trouble with { Subject = Subject(state, trouble) }))),
    }).With(e.Troubles.Select(trouble => Item(state, trouble, e.At)));

    // The one outlet of a plug is told of under the plug's name: what was told of it is no longer the last word.
    private static IEnumerable<TroubleKey> Superseded(HouseState state, TroubleKey key) =>
        key.Slot is null && state.Plugs.GetValueOrDefault(key.Plug)?.OnlyOutlet is { } only ? [new TroubleKey(key.Plug, only.Slot)] : [];

    private static AlertBook Cleared(HouseState state, AlertBook book, TroublesCleared e) =>
        (book with { Standing = book.Standing.RemoveRange(e.Keys) })
        .With(e.Keys.Where(book.Standing.ContainsKey).Select(key => Item(state, book.Standing[key], e.At) with
        {
            Kind = AlertKind.Healed,
            Message = state.Plugs.ContainsKey(key.Plug) ? "It is as it should be again." : "It is not of this house any more.",
        }));

    private static AlertBook Told(HouseState state, AlertBook book, AlertsTold e) => book.Told.TryGetValue(e.Channel, out var mark)
        ? Trimmed(book with { Told = book.Told.SetItem(e.Channel, Math.Max(mark, Math.Min(e.Through, state.Revision))) })
        : book;

    private static AlertBook Trimmed(AlertBook book)
    {
        var least = book.Told.Values.Min();
        return book with { Untold = [.. book.Untold.Where(item => item.Revision > least)] };
    }

    private static AlertItem Item(HouseState state, RaisedTrouble trouble, Instant at)
    {
        var plug = state.Plugs.GetValueOrDefault(trouble.Key.Plug);
        var outlet = trouble.Key.Slot is { } slot ? plug?.Outlets.GetValueOrDefault(slot)
            : plug?.OnlyOutlet;
        return new AlertItem(
            state.Revision,
            at,
            trouble.Kind,
            Subject(state, trouble),
            trouble.Code,
            trouble.Message,
            trouble.Since,
            outlet?.Desired?.At(at),
            outlet?.Observed?.State,
            plug?.Address?.Host.ToString());
    }

    private static string Subject(HouseState state, RaisedTrouble trouble)
    {
        var plug = state.Plugs.GetValueOrDefault(trouble.Key.Plug);
        return trouble.Key.Slot is { } slot
            ? plug?.Outlets.GetValueOrDefault(slot)?.Name.Value ?? trouble.Subject ?? trouble.Key.ToString()
            : plug?.Name.Value ?? trouble.Subject ?? trouble.Key.Plug.Value;
    }

    private static AlertItem Contest(HouseState state, ContestSeen e)
    {
        var plug = state.Plugs.GetValueOrDefault(e.Plug);
        return e.Slot is { } slot
            ? new AlertItem(
                state.Revision, e.At, AlertKind.Fight, plug?.Outlets.GetValueOrDefault(slot)?.Name.Value ?? e.Plug.Value, null,
                "Somebody or something keeps switching it against the house. It is let be for a minute at a time; 'press = follow' would follow instead.",
                e.At, Address: plug?.Address?.Host.ToString())
            : new AlertItem(
                state.Revision, e.At, AlertKind.Rival, plug?.Name.Value ?? e.Plug.Value, null,
                "Another client (the vendor's app, a hub, a second tool) keeps taking its session. End the other client, or take the plug out of it.",
                e.At, Address: plug?.Address?.Host.ToString());
    }

    private static AlertItem Skipped(HouseState state, SkippedOccurrence skipped, Instant at) => new(
        state.Revision, at, AlertKind.Skipped, skipped.Schedule.Value, Text.Slug.Of(skipped.Reason.ToString()),
        $"Its occurrence was not carried out: {skipped.Because ?? skipped.Reason.Words()}.", skipped.Due);

    // What a calendar, a pause or a later occurrence leaves out is what the house file asks for, and no news.
    private static bool IsNews(SkippedOccurrence skipped) =>
        skipped.Reason is SkipReason.Late or SkipReason.NothingMatched or SkipReason.Ordered;
}
