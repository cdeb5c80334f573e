namespace TapoHive.Protocol;

/// <summary>What unbound plugs are known to accept. Public knowledge, not secrets (PROTOCOL 3.4).</summary>
public static class SetupCredentials
{
    /// <summary>Kasa-branded devices before they are bound.</summary>
    public static PlugCredentials Kasa { get; } = new("kasa@tp-link.net", "kasaSetup");

    /// <summary>Tapo devices before they are bound.</summary>
    public static PlugCredentials Tapo { get; } = new("test@tp-link.net", "test");

    /// <summary>Devices that never met a cloud.</summary>
    public static PlugCredentials Blank { get; } = new(string.Empty, string.Empty);
}
