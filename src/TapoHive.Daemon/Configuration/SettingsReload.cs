using System.Collections.Immutable;

namespace TapoHive.Daemon.Configuration;

/// <summary>What differs between the settings that a hive runs with and those that were read anew. Pure.</summary>
/// <param name="Lines">One sentence for each setting that differs: what holds now, or from when on.</param>
public sealed record SettingsReload(ImmutableArray<string> Lines)
{
    /// <summary>Compares.</summary>
    /// <param name="running">What the hive runs with.</param>
    /// <param name="read">What was read anew, without errors.</param>
    public static SettingsReload Between(ImmutableArray<ConfigurationValue> running, ImmutableArray<ConfigurationValue> read)
    {
        var before = running.ToDictionary(static value => value.Key, StringComparer.Ordinal);
        return new SettingsReload([.. read.Where(value => before[value.Key].Text != value.Text).Select(value => value.Change == SettingChange.Reload
            ? $"{value.Key} is {value.Text} from now on ({value.Origin})."
            : $"{value.Key} is to be {value.Text} ({value.Origin}); it stays {before[value.Key].Text} until the hive is started again.")]);
    }
}
