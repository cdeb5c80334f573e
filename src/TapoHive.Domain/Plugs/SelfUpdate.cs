namespace TapoHive.Domain.Plugs;

/// <summary>Whether a plug installs firmware by itself.</summary>
public enum SelfUpdate
{
    /// <summary>It was not looked at yet, or does not tell.</summary>
    Unknown,

    /// <summary>It does not.</summary>
    Off,

    /// <summary>It does.</summary>
    On,
}
