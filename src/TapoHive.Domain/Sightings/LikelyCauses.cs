using System.Collections.Immutable;
using System.Globalization;

namespace TapoHive.Domain.Sightings;

/// <summary>Why no plug of ours was found, likeliest first, in words and with what was seen on this machine.</summary>
public static class LikelyCauses
{
    private const string Answers = "Answers come by UDP from port 20002 (some from 20004) to the port that asked";

    /// <summary>The causes; none where a plug of ours answered.</summary>
    /// <param name="survey">How the search went.</param>
    /// <param name="sightings">Who answered.</param>
    /// <param name="ours">The owners that plugs of our accounts show; absent where no account is known.</param>
    public static ImmutableArray<string> Of(DiscoverySurvey survey, IReadOnlyCollection<Sighting> sightings, IReadOnlySet<OwnerHash>? ours)
    {
        var plugs = sightings.Where(sighting => sighting.Address is not null).ToList();
        if (plugs.Exists(plug => ours is null || (plug.Owner is { } owner && ours.Contains(owner))))
        {
            return [];
        }

        return plugs.Count > 0 || sightings.Count > 0
            ? [.. OfStrangers(plugs, sightings.Count - plugs.Count)]
            : [.. OfSilence(survey)];
    }

    private static IEnumerable<string> OfStrangers(List<Sighting> plugs, int others)
    {
        var unbound = plugs.Count(plug => plug.Binding == Binding.FactoryDefault || plug.Owner is null);
        if (plugs.Count > unbound)
        {
            yield return $"{Count(plugs.Count - unbound, "plug answers", "plugs answer")} but {(plugs.Count - unbound == 1 ? "is" : "are")} bound to another TP-Link account. "
                + "Compare the account's username in the house file with the Tapo app, capital letters included, or add that account.";
        }

        if (unbound > 0)
        {
            yield return $"{Count(unbound, "plug answers", "plugs answer")} but {(unbound == 1 ? "belongs" : "belong")} to no account yet. Set {(unbound == 1 ? "it" : "them")} up in the Tapo app.";
        }

        if (others > 0)
        {
            yield return $"{Count(others, "device answers that is", "devices answer that are")} no plug that can be spoken to. 'tapohive discover' says what each is.";
        }
    }

    private static IEnumerable<string> OfSilence(DiscoverySurvey survey)
    {
        if (survey.Networks.IsEmpty)
        {
            yield return "This machine has no network: no interface but the loopback is up with an IPv4 address. Connect it to the network the plugs are in.";
        }

        if (survey.Unsent.FirstOrDefault(unsent => unsent.Reason == UnsentReason.Forbidden) is { } forbidden)
        {
            yield return $"This machine's own firewall keeps probes to {forbidden.Target} from leaving. Allow UDP to ports 20002 and 20004.";
        }

        if (survey.Unsent.FirstOrDefault(unsent => unsent.Reason == UnsentReason.NoRoute) is { } lost && !survey.Networks.IsEmpty)
        {
            yield return $"There is no route to {lost.Target} from this machine. Add one, or name an address that can be reached.";
        }

        if (survey.Enclosure is { } enclosure)
        {
            yield return $"This program runs in {enclosure}, and a network of its own is not the one the plugs are in. Give it the host's network ('--network host').";
        }

        if (!survey.Firewalls.IsEmpty)
        {
            yield return $"A firewall is at work on this machine ({string.Join(", ", survey.Firewalls)}). {Answers}: let them in.";
        }

        if (!survey.Networks.IsEmpty)
        {
            var networks = string.Join(", ", survey.Networks.Select(network => $"{network.Range} on {network.Interface}"));
            var asked = survey.Asked.IsEmpty ? "" : $" and {string.Join(", ", survey.Asked)}";
            yield return $"Asked were {networks}{asked}. Plugs in another subnet or VLAN, or behind a guest network that keeps its devices apart, do not hear that: "
                + "name their range in discovery.targets (\"198.51.100.0/24\"), and see that it is routed.";
            if (survey.Firewalls.IsEmpty)
            {
                yield return $"No firewall was recognised on this machine, which is no proof that there is none. {Answers}: let them in.";
            }
        }

        yield return "A plug answers only when it is in the Wi-Fi (its light is steady): set it up in the Tapo app first. "
            + "Third-Party Compatibility does not matter here: it closes a plug's local protocol, not discovery.";
    }

    private static string Count(int number, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : several)}");
}
