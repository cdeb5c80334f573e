namespace TapoHive.Protocol;

/// <summary>
/// What a plug's KLAP replies carry in front of their ciphertext. The formula is inferred from that of requests (PROTOCOL 3.3) and no other client is
/// known to check it, so it is demanded of a plug only once that plug has shown it.
/// </summary>
public enum ReplySignatures
{
    /// <summary>No reply of this plug has been seen yet.</summary>
    Unseen,

    /// <summary>Its replies are signed: one with a wrong signature is dropped, and the session with it.</summary>
    Made,

    /// <summary>Its first reply carried something else: its replies are taken as they decrypt, until one is signed.</summary>
    Foreign,
}
