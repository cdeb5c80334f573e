using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Cli.Verbs;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class ReadingTheSettingsAnew : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly UpOptions _options;

    public ReadingTheSettingsAnew() => _options = new UpOptions(null, [], null, Path.Combine(_folder.Path, "tapohive.conf"), ["gate.port = 4711"], static (_, _) => { });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_can_change_does_and_what_cannot_is_said()
    {
        var hang = Started("log.level = warning");

        Write("log.level = debug, plugs.poll-every = 30s, history.keep = 30d");
        var said = hang();

        Assert.Equal((LogLevel.Debug, Duration.FromSeconds(30)), said.Lives);
        Assert.StartsWith("The settings were read anew.\n", said.Words, StringComparison.Ordinal);
        Assert.Contains("plugs.poll-every is 30s from now on", said.Words, StringComparison.Ordinal);
        Assert.Contains("history.keep is to be 30d", said.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("gate.port", said.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_leaves_everything_as_it_was()
    {
        var hang = Started("log.level = warning");

        Write("log.level = debug, plugs.pol-every = 30s");
        var said = hang();

        Assert.Equal((LogLevel.Warning, Duration.FromSeconds(15)), said.Lives);
        Assert.Contains("plugs.poll-every", said.Words, StringComparison.Ordinal);
        Assert.EndsWith("The settings were read anew and have errors; everything stays as it was.\n", said.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_taken_back_holds_no_longer()
    {
        var hang = Started("log.level = warning");
        Write("log.level = debug");
        hang();

        Write("log.level = warning");
        var said = hang();

        Assert.Equal((LogLevel.Warning, Duration.FromSeconds(15)), said.Lives);
        Assert.Equal("The settings were read anew; they are as the hive was started with.\n", said.Words);
    }

    [Fact]
    public void A_demonstration_takes_nothing_of_the_machines_own_settings()
    {
        Write("plugs.poll-every = 31s");
        var real = _options with { Settings = ["log.level = debug"] };
        var toy = real with { DemoPlugs = 8, ConfigurationFile = null };

        Assert.Equal(Duration.FromSeconds(31), ProgramSettings.Read(real).Configuration!.Plugs.PollEvery);
        Assert.Equal(Duration.FromSeconds(31), ProgramSettings.Read(toy with { ConfigurationFile = real.ConfigurationFile }).Configuration!.Plugs.PollEvery);
        var values = ProgramSettings.Read(toy).Values;
        Assert.All(values, static value => Assert.True(value.Origin is "default" || value.Key == "log.level"));
        Assert.Equal("debug", values.Single(static value => value.Key == "log.level").Text);
    }

    [Fact]
    public void The_folder_that_the_settings_name_is_known_to_every_command()
    {
        Assert.Null(ProgramSettings.NamedFolder(_options.ConfigurationFile!));
        Write("log.level = debug # no folder in here");
        Assert.Null(ProgramSettings.NamedFolder(_options.ConfigurationFile!));
        Write("data = hive");
        Assert.Equal(Path.Combine(_folder.Path, "hive"), ProgramSettings.NamedFolder(_options.ConfigurationFile!)?.Path);
        Write("data = 7, nonsense");
        Assert.Null(ProgramSettings.NamedFolder(_options.ConfigurationFile!));
    }

    private void Write(string settings) => File.WriteAllText(_options.ConfigurationFile!, settings);

    /// <summary>A hive that was started with these settings; each call is a SIGHUP.</summary>
    private Func<(string Words, (LogLevel, Duration) Lives)> Started(string settings)
    {
        Write(settings);
        var running = ProgramSettings.Read(_options.ConfigurationFile, _options.Settings);
        var live = new RunningSettings(running.Configuration!);
        return () =>
        {
            using var error = new StringWriter { NewLine = "\n" };
            HangUp.Reload(_options, running, live, error);

            // Variables that ask these tests for more, such as TAPOHIVE_POSTGRES, are no settings, and that is said too.
            var words = error.ToString().Split('\n').Where(static line => !line.StartsWith("warning: TAPOHIVE_", StringComparison.Ordinal));
            return (string.Join('\n', words), (live.Threshold.Level, live.Plugs.PollEvery));
        };
    }
}
