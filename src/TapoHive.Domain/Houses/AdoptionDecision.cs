using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Houses;

/// <summary>Which found plugs join a house, which wait, and what an operator's <c>adopt</c> and <c>forget</c> come to.</summary>
public static class AdoptionDecision
{
    private const string Everything = "all";

    /// <summary>How a sighted device stands with a house that does not have it.</summary>
    public static Candidacy Judge(HouseState state, Sighting sighting) =>
        state.Definition is not { } definition
            || sighting.Address is null
            || AccountOf(definition, sighting) is null
            || SightingDecision.PlugOf(state, sighting) is not null
            ? Candidacy.None
        : WaitsBecause(state, sighting) is null ? Candidacy.Joins
        : Candidacy.Waits;

    /// <summary>The waiting plugs among sighted ones, with names that differ from each other's and from those of the house's plugs.</summary>
    public static ImmutableArray<WaitingPlug> Waiting(HouseState state, IEnumerable<Sighting> sighted)
    {
        var candidates = sighted.Where(sighting => Judge(state, sighting) == Candidacy.Waits).OrderBy(sighting => sighting.Mac).ToList();
        if (candidates.Count == 0)
        {
            return [];
        }

        var taken = state.Plugs.Values.Select(plug => plug.Name.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var waiting = ImmutableArray.CreateBuilder<WaitingPlug>(candidates.Count);
        foreach (var sighting in candidates)
        {
            var forgotten = state.Forgotten?.GetValueOrDefault(sighting.Mac);
            var name = forgotten is not null && taken.Add(forgotten.Name.Value) ? forgotten.Name : Provisional(taken, sighting);
            taken.Add(name.Value);
            waiting.Add(new WaitingPlug(name, forgotten?.Alias ?? "", WaitsBecause(state, sighting)!.Value, sighting));
        }

        return waiting.MoveToImmutable();
    }

    /// <summary>The waiting plugs that an operator's words mean: names, hardware addresses, <c>all</c>.</summary>
    public static Meant<WaitingPlug> Pick(HouseState state, ImmutableArray<WaitingPlug> waiting, IEnumerable<string> words)
    {
        var picked = new List<WaitingPlug>();
        foreach (var word in words)
        {
            var meant = waiting.Where(plug => IsMeant(word, plug.Name, plug.Sighting.Mac) || Is(word, Everything)).ToList();
            if (meant.Count == 0)
            {
                return Meant<WaitingPlug>.Nothing(NobodyWaits(state, waiting, word));
            }

            picked.AddRange(meant);
        }

        return new Meant<WaitingPlug>([.. picked.DistinctBy(plug => plug.Sighting.Mac)], null);
    }

    /// <summary>The event with which a sighted plug joins; nothing where it has joined meanwhile, or is none of this house's accounts'.</summary>
    /// <param name="state">The house.</param>
    /// <param name="sighting">The plug.</param>
    /// <param name="by">Who let it in; absent where the house takes in what it finds.</param>
    /// <param name="now">Now.</param>
    public static PlugFound? Adopt(HouseState state, Sighting sighting, Origin? by, Instant now)
    {
        var candidacy = Judge(state, sighting);
        if (candidacy == Candidacy.None || (candidacy == Candidacy.Waits && by is null))
        {
            return null;
        }

        var taken = state.Plugs.Values.Select(plug => plug.Name.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new PlugFound(
            now,
            IdOf(state, sighting.Mac),
            Provisional(taken, sighting),
            sighting.Mac,
            sighting.DiscoveryId,
            sighting.Model,
            AccountOf(state.Definition!, sighting)!.Name,
            sighting.Address!.Value,
            ((SightedTransport.Offered)sighting.Offer).Offer,
            by);
    }

    /// <summary>The plugs that an operator's words take out of a house; a listed one is refused, because its file would bring it back.</summary>
    public static Meant<PlugRecord> PickForgotten(HouseState state, IEnumerable<string> words)
    {
        var picked = new List<PlugRecord>();
        foreach (var word in words)
        {
            var plug = state.Plugs.Values.FirstOrDefault(plug => Is(word, plug.Name.Value) || (plug.Identity.Mac is { } mac && IsMeant(word, plug.Name, mac)));
            if (plug is null)
            {
                return Meant<PlugRecord>.Nothing($"There is no plug '{word}'{Suggestion.For(word, state.Plugs.Values.Select(other => other.Name.Value))}");
            }

            if (plug.Membership == Membership.Listed || plug.Identity.Mac is null)
            {
                return Meant<PlugRecord>.Wrong(
                    $"Plug '{plug.Name}' is listed in {state.Source}, which would bring it back. Take it out of that file and apply the file; should the house then find and adopt it, forget it once more.");
            }

            picked.Add(plug);
        }

        return new Meant<PlugRecord>([.. picked.DistinctBy(plug => plug.Id)], null);
    }

    /// <summary>The event that takes a plug out.</summary>
    public static PlugForgotten Forget(PlugRecord plug, Origin by, Instant now) => new(now, by, plug.Id, plug.Name, plug.Identity.Mac!.Value);

    /// <summary>The identifier of a plug that comes to the house: its hardware address, unless a device that took its place goes on under that.</summary>
    internal static PlugId IdOf(HouseState state, Mac mac)
    {
        var id = new PlugId(mac.ToString());
        return state.Plugs.TryGetValue(id, out var other) && other.Identity.Mac != mac ? new PlugId($"{id.Value}.{state.Revision}") : id;
    }

    internal static AccountDefinition? AccountOf(HouseDefinition definition, Sighting sighting) =>
        definition.Accounts.FirstOrDefault(account => sighting.Owner == OwnerHash.OfUser(account.Username));

    private static WaitingReason? WaitsBecause(HouseState state, Sighting sighting) =>
        state.Forgotten?.ContainsKey(sighting.Mac) == true ? WaitingReason.Forgotten
        : state.Definition!.Discovery.Adopt == Adoption.Ask ? WaitingReason.HouseAsks
        : null;

    private static bool IsMeant(string word, PlugName name, Mac mac) => Is(word, name.Value) || (Mac.TryParse(word, out var written) && written == mac);

    private static bool Is(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string NobodyWaits(HouseState state, ImmutableArray<WaitingPlug> waiting, string word)
    {
        if (Is(word, Everything))
        {
            return "No plug waits to be adopted. 'tapohive discover' shows what answers, and whose it is.";
        }

        if (state.Plugs.Values.Any(plug => Is(word, plug.Name.Value) || (plug.Identity.Mac is { } mac && IsMeant(word, plug.Name, mac))))
        {
            return $"'{word}' is a plug of this house already. 'tapohive status {word}' shows how it stands.";
        }

        return state.Forgotten?.Any(pair => IsMeant(word, pair.Value.Name, pair.Key)) == true
            ? $"'{word}' was forgotten and has not been seen lately. Plug it in; as soon as 'tapohive adopt' lists it, it can be adopted."
            : $"No plug '{word}' waits to be adopted{Suggestion.For(word, waiting.Select(plug => plug.Name.Value))} 'tapohive adopt' lists those that do.";
    }

    private static PlugName Provisional(HashSet<string> taken, Sighting sighting)
    {
        var mac = sighting.Mac.ToString();
        var name = $"{Slug.Of(sighting.Model)}-{Slug.Of(mac[9..])}".Trim('-');
        return new PlugName(taken.Contains(name) ? $"plug-{Slug.Of(mac)}" : name);
    }
}
