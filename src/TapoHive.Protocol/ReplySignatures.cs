namespace TapoHive.Protocol;

/// <summary>What is made of the signature in front of a KLAP reply.</summary>
public enum ReplySignatures
{
    /// <summary>A reply whose signature is wrong is dropped, and the session with it.</summary>
    Required,

    /// <summary>Replies are taken as they decrypt. For a plug whose firmware signs replies in a way of its own: the formula is inferred from that of
    /// requests (PROTOCOL 3.3), and no other client is known to check it.</summary>
    Ignored,
}
