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
            "plugs.poll-every is to be 30s (--set); it stays 15s until the hive is started again.",
            "log.level is debug from now on (--set).",
        ],
        Between("plugs.poll-every=30s", "log.level=debug"),
        StringComparer.Ordinal);

    [Fact]
    public void Where_nothing_differs_nothing_is_said() => Assert.Empty(Between("log.level=warning"));

    [Fact]
    public void Each_setting_says_in_its_comment_or_by_its_change_what_it_takes()
    {
        var values = ConfigurationReader.Read(s_running).Values;
        Assert.Equal(["log.level"], values.Where(static value => value.Change == SettingChange.Reload).Select(static value => value.Key), StringComparer.Ordinal);
    }

    private static ImmutableArray<string> Between(params string[] settings) => SettingsReload.Between(
        ConfigurationReader.Read(s_running).Values, ConfigurationReader.Read(s_running with { Settings = [.. settings] }).Values).Lines;
}
