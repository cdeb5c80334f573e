namespace TapoHive.Protocol;

/// <summary>
/// The user name and password that a plug was set up with: usually the TP-Link account. Used byte for byte as given; plugs
/// compare the e-mail's case (PROTOCOL 3.1 and 7, row 13). A class without equality and without a telling
/// <see cref="ToString"/>, so that it cannot end up in a log or a message.
/// </summary>
public sealed class PlugCredentials
{
    /// <summary>Takes the two as they are.</summary>
    public PlugCredentials(string username, string password)
    {
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(password);
        Username = username;
        Password = password;
    }

    /// <summary>The e-mail of the account; in some regions a phone number.</summary>
    public string Username { get; }

    /// <summary>The password.</summary>
    public string Password { get; }

    /// <summary>What KLAP's handshakes prove of them, once somebody reckoned it out: the same for all plugs of an account, and as good as the password.</summary>
    internal byte[]? KlapAuth { get; set; }

    /// <summary>Never the secret, nor the name: only what this object is.</summary>
    public override string ToString() => "(credentials)";
}
