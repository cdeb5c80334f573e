namespace TapoHive.Daemon.Configuration;

/// <summary>What it takes for a changed setting to hold.</summary>
public enum SettingChange
{
    /// <summary>The next start.</summary>
    Restart,

    /// <summary>A SIGHUP, while everything goes on (<c>systemctl reload tapohive</c>).</summary>
    Reload,
}
