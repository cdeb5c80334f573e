namespace TapoHive.Domain.Alerts;

/// <summary>The stable words of <see cref="AlertKind"/>.</summary>
public static class AlertKinds
{
    /// <summary>The kind in kebab case, such as <c>not-converged</c>.</summary>
    public static string Word(this AlertKind kind) => kind switch
    {
        AlertKind.NotConverged => "not-converged",
        AlertKind.Quarantined => "quarantined",
        AlertKind.Healed => "healed",
        AlertKind.Skipped => "skipped",
        AlertKind.Rival => "rival",
        AlertKind.Fight => "fight",
        AlertKind.StorageFailed => "storage-failed",
        AlertKind.StorageHealed => "storage-healed",
        AlertKind.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of alert."),
    };
}
