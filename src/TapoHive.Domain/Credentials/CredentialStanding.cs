using System.Collections.Immutable;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Credentials;

/// <summary>What is known of a credential at a plug.</summary>
public enum CredentialStanding
{
    /// <summary>It was, or was about to be, sent; no answer is recorded.</summary>
    Tried,

    /// <summary>The plug accepted it.</summary>
    Accepted,

    /// <summary>The plug refused it: quarantined until it changes or an operator says <c>retry</c>.</summary>
    Rejected,

    /// <summary>It was about to be sent and certainly was not: the trial never was.</summary>
    Unsent,

    /// <summary>It was refused, by another device that had the plug's address: nothing is known of it at the plug.</summary>
    Withdrawn,
}
