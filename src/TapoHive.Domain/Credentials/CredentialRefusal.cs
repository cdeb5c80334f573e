using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Credentials;

/// <summary>Why a credential is not sent to a plug, and what a person does about it, in sentences.</summary>
public static class CredentialRefusal
{
    private const string NotTriedAgain = "Attempts may be counted, so it is not tried again by itself.";
    private const string IfWrong = "correct it where the house file says it is kept and start the hive again";

    /// <summary>The sentences for one plug.</summary>
    /// <param name="state">The house, before or after the refusal.</param>
    /// <param name="plug">Which plug.</param>
    /// <param name="fingerprint">The credential.</param>
    public static string Words(HouseState state, PlugId plug, CredentialFingerprint fingerprint)
    {
        var trials = state.Credentials.Trials.Where(trial => trial.Value.Fingerprint == fingerprint && trial.Value.Standing is CredentialStanding.Tried or CredentialStanding.Rejected)
            .ToDictionary(trial => trial.Key, trial => trial.Value.Standing);
        if (!trials.ContainsKey(plug) && trials.Count == 0)
        {
            return $"This user name and password are held back. {NotTriedAgain} Run 'tapohive retry'.";
        }

        // What a plug said counts more than what none was heard to say.
        var (culprit, standing) = trials.TryGetValue(plug, out var mine) ? (plug, mine)
            : trials.OrderByDescending(trial => trial.Value == CredentialStanding.Rejected).ThenBy(trial => trial.Key).Select(trial => (trial.Key, trial.Value)).First();
        var who = culprit == plug ? "The plug" : $"Plug '{(state.Plugs.TryGetValue(culprit, out var known) ? known.Name.Value : culprit.Value)}' of the same account";
        return standing == CredentialStanding.Rejected
            ? $"{who} refused this user name and password. {NotTriedAgain} If the password is wrong, {IfWrong}; else run 'tapohive retry'."
            : $"{who} was sent this user name and password and its answer was never seen, so nobody knows whether it took them or counted a wrong password. "
                + $"{NotTriedAgain} If they are right, run 'tapohive retry': one plug is tried once more. If not, {IfWrong}.";
    }
}
