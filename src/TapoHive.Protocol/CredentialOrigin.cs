namespace TapoHive.Protocol;

/// <summary>
/// Which credentials a plug turned out to hold (PROTOCOL 3.4). Anything but <see cref="Account"/> means: reachable, but not
/// bound to this account, which people should be told.
/// </summary>
public enum CredentialOrigin
{
    /// <summary>Those of the account, as given by the caller.</summary>
    Account,

    /// <summary>Those that a Kasa-branded device has until it is bound.</summary>
    KasaSetup,

    /// <summary>Those that a Tapo device has until it is bound, and sometimes falls back to without the cloud.</summary>
    TapoSetup,

    /// <summary>Empty user name and empty password: never bound.</summary>
    Blank,
}
