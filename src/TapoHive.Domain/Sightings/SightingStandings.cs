using System.Collections.Immutable;
using System.Globalization;

namespace TapoHive.Domain.Sightings;

/// <summary>Sorts what answered by what it is to somebody with an account, and says so in words.</summary>
public static class SightingStandings
{
    /// <summary>What a device is to the owner of an account.</summary>
    public static SightingStanding Of(Sighting sighting, OwnerHash ours) => sighting switch
    {
        { Address: null } => SightingStanding.NotSpoken,
        { Binding: Binding.FactoryDefault } or { Owner: null } => SightingStanding.NoAccount,
        { Owner: { } owner } when owner == ours => SightingStanding.Ours,
        _ => SightingStanding.OtherAccount,
    };

    /// <summary>A sentence or two for each kind that answered, those of the account first.</summary>
    public static ImmutableArray<string> Words(IReadOnlyCollection<Sighting> sightings, OwnerHash ours) =>
    [
        .. sightings.GroupBy(sighting => Of(sighting, ours)).OrderBy(static group => group.Key).Select(static group => Words(group.Key, group.Count())),
    ];

    private static string Words(SightingStanding standing, int count) => standing switch
    {
        SightingStanding.Ours => $"{Count(count, "plug")} of your account {(count == 1 ? "answers" : "answer")}.",
        SightingStanding.OtherAccount =>
            $"{Count(count, "plug")} {(count == 1 ? "is" : "are")} bound to another TP-Link account. Should {(count == 1 ? "it" : "they")} be yours, compare the e-mail with the Tapo app, capital letters included.",
        SightingStanding.NoAccount => $"{Count(count, "plug")} {(count == 1 ? "belongs" : "belong")} to no account yet. Set {(count == 1 ? "it" : "them")} up in the Tapo app.",
        _ => $"{Count(count, "device")} {(count == 1 ? "is" : "are")} no plug that can be spoken to. 'tapohive discover' says what {(count == 1 ? "it is" : "each is")}.",
    };

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
