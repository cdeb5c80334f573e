using System.Collections.Immutable;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Monitoring;

/// <summary>Where a plug stands, in one word.</summary>
internal static class PlugStanding
{
    /// <summary>All there are: the phases of a session, and two that are none.</summary>
    public static ImmutableArray<string> Words { get; } = ["logged-in", "handshaken", "unpaired", "expired", "quarantined", "unknown"];

    /// <summary>That of a plug; unknown until it has reported.</summary>
    public static string Of(HouseView view, PlugRecord plug) => view.Reports.GetValueOrDefault(plug.Id)?.Phase switch
    {
        SessionPhase.LoggedIn => "logged-in",
        _ when view.State.Credentials.Trials.TryGetValue(plug.Id, out var trial) && trial.Standing == CredentialStanding.Rejected => "quarantined",
        SessionPhase.Handshaken => "handshaken",
        SessionPhase.Unpaired => "unpaired",
        SessionPhase.Expired => "expired",
        _ => "unknown",
    };
}
