namespace TapoHive.Protocol;

/// <summary>What a person can do, in the sentences that end a failure's message.</summary>
internal static class Remedies
{
    /// <summary>PROTOCOL 7, row 2.</summary>
    public const string Compatibility =
        "In the Tapo app: Me > Third-Party Services > Third-Party Compatibility: on. If it is on: off, wait a minute, on again.";

    /// <summary>PROTOCOL 7, rows 13, 14 and 16.</summary>
    public const string Credentials =
        "Check the account's e-mail, with capitals as the Tapo app shows them, and its password; a plug set up with another account must be set up again.";

    /// <summary>Where the next sighting is going to tell how to speak to it.</summary>
    public const string Followed = "It is discovered again and spoken to as it says then.";

    /// <summary>PROTOCOL 0.</summary>
    public const string Rediscover = "Its firmware may have been updated: discover it again.";
}
