using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Houses;

/// <summary>What an operator's <c>replace</c> comes to: another device takes the place of a plug, whose name, schedules, history and energy go on.</summary>
public static class ReplaceDecision
{
    /// <summary>The event with which a plug is replaced, or why it cannot be.</summary>
    /// <param name="state">The house.</param>
    /// <param name="waiting">Plugs that wait to be let in.</param>
    /// <param name="old">The plug whose place is taken: its name or hardware address.</param>
    /// <param name="successor">Who takes it: a found plug of the house, or one that waits.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Now.</param>
    public static (PlugReplaced? Happened, string? Objection, ObjectionKind Kind) Decide(
        HouseState state, ImmutableArray<WaitingPlug> waiting, string old, string successor, Origin by, Instant now)
    {
        if (Find(state, old) is not { } plug)
        {
            return Nothing($"There is no plug '{old}'{Suggestion.For(old, state.Plugs.Values.Select(static other => other.Name.Value))}");
        }

        if (Find(state, successor) is { } found)
        {
            return found.Id == plug.Id ? Wrong($"'{successor}' is '{plug.Name}' itself. Name the plug that takes its place.")
                : found.Membership == Membership.Listed
                    ? Wrong($"'{found.Name}' has a place of its own in {state.Source}. Take it out of that file and apply the file; then it can take another's.")
                : found.Identity.Mac is not { } mac ? Wrong($"'{found.Name}' has not told its hardware address yet. Try again when 'tapohive status' shows it LoggedIn.")
                : found.Account != plug.Account ? Wrong($"'{found.Name}' belongs to account '{found.Account}', '{plug.Name}' to '{plug.Account}'. Bind it to the same account in the Tapo app, then replace.")
                : Misfit(plug, found) is { } misfit ? Wrong(misfit)
                : found.Problem is { } problem ? Wrong($"'{found.Name}' is in trouble: {problem.Message} Mend that first, then replace.")
                : Replaced(plug, mac, found, by, now);
        }

        return waiting.FirstOrDefault(candidate => IsMeant(successor, candidate.Name, candidate.Sighting.Mac)) is not { } waits
            ? Nothing($"There is no plug '{successor}' that could take its place{Suggestion.For(successor, state.Plugs.Values.Select(static other => other.Name.Value).Concat(waiting.Select(static other => other.Name.Value)))} 'tapohive status' shows plugs that were found, 'tapohive adopt' those that wait.")
            : waits.Sighting.Address is not { } address || waits.Sighting.Offer is not SightedTransport.Offered { Offer: var offer }
                ? Wrong($"'{waits.Name}' does not say how it is spoken to. Try again when 'tapohive adopt' shows it with an address.")
            : AdoptionDecision.AccountOf(state.Definition!, waits.Sighting)?.Name != plug.Account
                ? Wrong($"'{waits.Name}' belongs to another account than '{plug.Name}'. Bind it to the same account in the Tapo app, then replace.")
            : !waits.Sighting.Model.Equals(plug.Model, StringComparison.OrdinalIgnoreCase)
                ? Wrong($"'{waits.Name}' is a {waits.Sighting.Model} and '{plug.Name}' {(plug.Model.Length == 0 ? "of a model not known yet" : $"a {plug.Model}")}: whether their outlets fit is not known yet. Let it in first with 'tapohive adopt {waits.Name}', then replace.")
            : (new PlugReplaced(now, by, plug.Id, plug.Name, waits.Sighting.Mac, plug.Identity.Mac, null, null, waits.Sighting.DiscoveryId, address, offer, waits.Sighting.Model, waits.Alias), null, default);
    }

    private static (PlugReplaced?, string?, ObjectionKind) Replaced(PlugRecord plug, Mac mac, PlugRecord found, Origin by, Instant now) => (
        new PlugReplaced(
            now, by, plug.Id, plug.Name, mac, plug.Identity.Mac, found.Id, found.Identity.DeviceId, found.Identity.DiscoveryId, found.Address, found.Offer, found.Model, found.Alias),
        null,
        default);

    // Each outlet that has a name and a history needs one to go on at.
    private static string? Misfit(PlugRecord plug, PlugRecord found)
    {
        var missing = plug.Outlets.Keys.Where(slot => !found.Outlets.ContainsKey(slot)).ToList();
        var (had, has) = (Count(plug), Count(found));
        return missing.Count > 0 || plug.Outlets.Count != found.Outlets.Count
            ? $"'{found.Name}'{Model(found)} has {has}, '{plug.Name}'{Model(plug)} {had}: they do not fit. Replace it by a plug with the same outlets."
            : null;
    }

    private static string Count(PlugRecord plug) => plug.Outlets.Count == 1 ? "one outlet" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{plug.Outlets.Count} outlets");

    private static string Model(PlugRecord plug) => plug.Model.Length == 0 ? "" : $" ({plug.Model})";

    private static PlugRecord? Find(HouseState state, string word) =>
        state.Plugs.Values.FirstOrDefault(plug => Is(word, plug.Name.Value)) ?? state.Plugs.Values.FirstOrDefault(plug => plug.Identity.Mac is { } mac && IsMeant(word, plug.Name, mac));

    private static bool IsMeant(string word, PlugName name, Mac mac) => Is(word, name.Value) || (Mac.TryParse(word, out var written) && written == mac);

    private static bool Is(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static (PlugReplaced?, string?, ObjectionKind) Nothing(string objection) => (null, objection, ObjectionKind.NothingMeant);

    private static (PlugReplaced?, string?, ObjectionKind) Wrong(string objection) => (null, objection, ObjectionKind.CannotBeDone);
}
