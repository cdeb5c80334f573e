using System.Collections.Immutable;
using TapoHive.Daemon.Configuration;

namespace TapoHive.Daemon.Tests.Configuration;

public sealed class ReloadSpecs
{
    private static readonly ConfigurationSources s_running = new() { Settings = ["log.level=warning"] };

    [Fact]
    public void What_can_change_does_and_what_cannot_is_said() => Assert.Equal(
        (IEnumerable<string>)
        [
            "plugs.poll-every is 30s from now on (--set).",
            "history.keep is to be 30d (--set); it stays 400d until the hive is started again.",
            "log.level is debug from now on (--set).",
        ],
        Between("plugs.poll-every=30s", "history.keep=30d", "log.level=debug"),
        StringComparer.Ordinal);

    [Fact]
    public void Where_nothing_differs_nothing_is_said() => Assert.Empty(Between("log.level=warning"));

    [Fact]
    public void The_settings_that_may_change_under_a_running_hive_are_those_that_the_file_names()
    {
        var values = ConfigurationReader.Read(s_running).Values;
        var head = ConfigurationReader.Defaults[..ConfigurationReader.Defaults.IndexOf("data = usual", StringComparison.Ordinal)];

        Assert.All(values, value => Assert.Equal(
            value.Key.StartsWith("plugs.", StringComparison.Ordinal) || value.Key.Contains('.', StringComparison.Ordinal) && head.Contains(value.Key, StringComparison.Ordinal),
            value.Change == SettingChange.Reload));
    }

    private static ImmutableArray<string> Between(params string[] settings) => SettingsReload.Between(
        ConfigurationReader.Read(s_running).Values, ConfigurationReader.Read(s_running with { Settings = [.. settings] }).Values).Lines;
}
