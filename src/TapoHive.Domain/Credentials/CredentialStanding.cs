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
}
