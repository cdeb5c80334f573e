using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Daemon.Configuration;
using TapoHive.Domain.Convergence;
using TapoHive.Hocon;
using TapoHive.Monitoring;

namespace TapoHive.Daemon.Tests.Configuration;

public class ConfigurationSpecs
{
    private static readonly ConfigurationSources s_nothing = new() { UsualDataFolder = "/home/me/tapohive" };

    public static TheoryData<string, string> Mistakes => new()
    {
        { "plugs.pol-every = 30s", "/etc/tapohive.conf:1: unknown setting 'plugs.pol-every'. Did you mean 'plugs.poll-every'?" },
        { "poll-every = 30s", "/etc/tapohive.conf:1: unknown setting 'poll-every'. Did you mean 'plugs.poll-every'?" },
        { "admision { well = 1 }", "/etc/tapohive.conf:1: unknown setting 'admision'. Did you mean 'admission'?" },
        { "gate {\n certificate = x }", "/etc/tapohive.conf:2: unknown setting 'gate.certificate'. The settings here are gate.bind, gate.port, gate.name, gate.local-key" },
        { "house { name = hillside }", "/etc/tapohive.conf:1: unknown setting 'house'. 'tapohive config show' lists all settings" },
        { "plugs = 30s", "/etc/tapohive.conf:1: 'plugs' is a group of settings, not one. Write plugs.poll-every = 15s" },
        { "gate.port { tcp = 1 }", "/etc/tapohive.conf:1: 'gate.port' takes a single value. Write gate.port = 0" },
        { "data = [ a ]", "/etc/tapohive.conf:1: 'data' takes a single value. Write data = usual" },
        { "data = \"~/hive\"", "/etc/tapohive.conf:1: '~/hive' is no folder. Write its whole path, or 'usual'" },
        { "gate.bind = localhost", "/etc/tapohive.conf:1: 'localhost' is no address to listen on. Write \"127.0.0.1\" for this machine alone, \"0.0.0.0\" for every network" },
        { "gate.name = \"a b\"", "/etc/tapohive.conf:1: 'a b' is no name to call a gate by. Write \"hive.example.net\", \"hive.example.net:4711\", or auto" },
        { "gate.local-key = all", "/etc/tapohive.conf:1: 'all' is nobody who could read a key. Write owner or group" },
        { "gate.port = 70000", "/etc/tapohive.conf:1: '70000' is out of range. Write a number from 0 to 65535" },
        { "plugs.poll-every = 30", "/etc/tapohive.conf:1: '30' has no unit. Write for example 30s for seconds or 30m for minutes" },
        { "plugs.poll-every = 10ms", "/etc/tapohive.conf:1: '10ms' is out of range. Write a time from 1s to 3600s" },
        { "plugs.first-pause = 2m", "default: plugs.longest-pause is shorter than plugs.first-pause. Make it at least as long" },
        { "admission.well = 0", "/etc/tapohive.conf:1: '0' is out of range. Write a number from 1 to 10000" },
        { "storage.postgresql = \"Host=db;Password=hunter2\"", "/etc/tapohive.conf:1: this holds a password. Take it out, and say in storage.password where it is kept" },
        { "storage.postgresql = \"Username=hive\"", "/etc/tapohive.conf:1: this names no host. Write \"Host=db.example.net;Username=tapohive;Database=tapohive\", or off" },
        { "storage.postgresql = yes", "/etc/tapohive.conf:1: this is no way to reach a database. Write \"Host=db.example.net;Username=tapohive;Database=tapohive\", or off" },
        { "storage.password = hunter2", "/etc/tapohive.conf:1: this names no place where a password is kept. Write file:PATH, env:NAME or credential:NAME; the password itself stands in no setting" },
        { "log.level = inf", "/etc/tapohive.conf:1: 'inf' is no log level. Did you mean 'info'?" },
        { "log.level = info\nlog.level = debug", "/etc/tapohive.conf:2: 'log.level' is already set on line 1. Remove one of the two" },
        { "metrics.listen = 9464", "/etc/tapohive.conf:1: '9464' is no address and port to listen on. Write \"127.0.0.1:9464\" for this machine alone, or off" },
        { "metrics.listen = \"localhost:9464\"", "/etc/tapohive.conf:1: 'localhost:9464' is no address and port to listen on. Write \"127.0.0.1:9464\" for this machine alone, or off" },
        { "metrics.outlets = some", "/etc/tapohive.conf:1: yes or no is expected here, not 'some'. Write true, yes or on; false, no or off" },
        { "metrics.lissten = off", "/etc/tapohive.conf:1: unknown setting 'metrics.lissten'. Did you mean 'metrics.listen'?" },
        { "traces.otlp = \"http://me:secret@127.0.0.1:4318\"", "/etc/tapohive.conf:1: this is no address of a collector. Write \"http://127.0.0.1:4318\", off, or auto" },
        { "traces.otlp = \"127.0.0.1:4318\"", "/etc/tapohive.conf:1: this is no address of a collector. Write \"http://127.0.0.1:4318\", off, or auto" },
        { "mqtt.host = none", "/etc/tapohive.conf:1: this is no name or address of a broker. Write \"broker.example.net\" or \"192.0.2.10\", its port in mqtt.port, or off for none" },
        { "mqtt.host = \"\"", "/etc/tapohive.conf:1: this is no name or address of a broker. Write \"broker.example.net\" or \"192.0.2.10\", its port in mqtt.port, or off for none" },
        { "mqtt.host = \"broker:8883\"", "/etc/tapohive.conf:1: this is no name or address of a broker. Write \"broker.example.net\" or \"192.0.2.10\", its port in mqtt.port, or off for none" },
        { "mqtt.host = \"mqtt://me:hunter2@broker\"", "/etc/tapohive.conf:1: this is no name or address of a broker. Write \"broker.example.net\" or \"192.0.2.10\", its port in mqtt.port, or off for none" },
        { "mqtt {\n client-id = \"\" }", "/etc/tapohive.conf:2: this is no name of a client. Write a word such as tapohive, another one for each hive at the broker" },
        { "mqtt.client-id = \" \"", "/etc/tapohive.conf:1: this is no name of a client. Write a word such as tapohive, another one for each hive at the broker" },
        { "mqtt {\n host = broker\n ca = ca.pem }", "/etc/tapohive.conf:3: mqtt.ca is of no use while mqtt.tls is off. Set mqtt.tls = on, or take mqtt.ca out" },
        { "gate.bind = ::1", "/etc/tapohive.conf:1: '::1' must be quoted: \"::1\". Bare text cannot hold ':'" },
    };

    [Fact]
    public void Without_files_the_defaults_hold()
    {
        var result = ConfigurationReader.Read(s_nothing);
        Assert.Empty(result.Problems);
        var hive = result.Configuration!;
        Assert.Equal("/home/me/tapohive", hive.DataFolder);
        Assert.Equal(("127.0.0.1", 0), (hive.Gate.Bind.ToString(), hive.Gate.Port));
        Assert.Equal(PlugPolicy.Usual with { MeterAfter = Duration.FromSeconds(3) }, hive.Plugs);
        Assert.Equal(new AdmissionLimits(), hive.Admission);
        Assert.Equal(LogLevel.Warning, hive.LogLevel);
        Assert.Null(hive.Metrics);
        Assert.Null(hive.Traces);
        Assert.All(result.Values, value => Assert.Equal("default", value.Origin));
    }

    [Fact]
    public void Figures_and_traces_are_where_the_settings_say()
    {
        var hive = ConfigurationReader.Read(s_nothing with { Settings = ["metrics.listen=[::1]:9464", "metrics.outlets=on", "traces.otlp=https://collector.example.net/otlp"] }).Configuration!;
        Assert.Equal("[::1]:9464", hive.Metrics!.Listen.ToString());
        Assert.Equal(OutletSeries.On, hive.Metrics.Outlets);
        Assert.Equal("https://collector.example.net/otlp", hive.Traces!.Otlp!.ToString());
    }

    [Theory]
    [InlineData("traces.otlp=auto", true)]
    [InlineData("traces.otlp=off", false)]
    public void The_usual_variables_send_traces_unless_they_are_off(string setting, bool sends) => Assert.Equal(
        sends,
        ConfigurationReader.Read(s_nothing with { Settings = [setting], Environment = Environment(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")) }).Configuration!.Traces is { Otlp: null });

    [Fact]
    public void The_defaults_are_the_very_file_that_users_see() =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "tapohive.conf")), ConfigurationReader.Defaults);

    [Fact]
    public void Every_setting_is_explained_where_it_stands()
    {
        var lines = ConfigurationReader.Defaults.Split('\n');
        var settings = lines.Index().Where(line => line.Item.Contains('=', StringComparison.Ordinal) && line.Item.TrimStart()[0] != '#').ToList();
        Assert.Equal(ConfigurationReader.Read(s_nothing).Values.Length, settings.Count);
        Assert.All(settings, setting => Assert.StartsWith("#", lines[setting.Index - 1].TrimStart(), StringComparison.Ordinal));
    }

    [Fact]
    public void Each_layer_overrides_those_before_and_each_value_knows_its_origin()
    {
        var result = ConfigurationReader.Read(Files(
            ("/etc/tapohive.conf", "plugs {\n poll-every = 10s\n first-pause = 1s\n longest-pause = 10s\n look-again-after = 1s }"),
            ("/etc/conf.d/10.conf", "plugs.poll-every = 20s, plugs.first-pause = 2s, plugs.longest-pause = 20s"),
            ("/etc/conf.d/20.conf", "plugs.poll-every = 30s, plugs.first-pause = 3s")) with
        {
            Environment = Environment(("TAPOHIVE_PLUGS_POLL_EVERY", "40s"), ("TAPOHIVE_LOG_LEVEL", "debug"), ("TAPOHIVE_DATA", ""), ("PATH", "x")),
            Settings = ["plugs.poll-every = 50s", "gate.port=4000"],
        });
        Assert.Empty(result.Problems);
        var plugs = result.Configuration!.Plugs;
        Assert.Equal([50, 3, 20, 1], [(int)plugs.PollEvery.TotalSeconds, (int)plugs.FirstPause.TotalSeconds, (int)plugs.LongestPause.TotalSeconds, (int)plugs.LookAgainAfter.TotalSeconds]);
        Assert.Equal((LogLevel.Debug, 4000), (result.Configuration.LogLevel, result.Configuration.Gate.Port));
        Assert.Equal(
            [
                "data=usual (default)",
                "gate.bind=127.0.0.1 (default)",
                "gate.port=4000 (--set)",
                "gate.name=auto (default)",
                "gate.local-key=owner (default)",
                "plugs.poll-every=50s (--set)",
                "plugs.look-again-after=1s (/etc/tapohive.conf:5)",
                "plugs.first-pause=3s (/etc/conf.d/20.conf:1)",
                "plugs.longest-pause=20s (/etc/conf.d/10.conf:1)",
                "plugs.inspect-after=20s (default)",
                "plugs.requests-a-minute=120 (default)",
                "plugs.pause-after-refusal=5m (default)",
                "admission.well=512 (default)",
                "admission.troubled=64 (default)",
                "mqtt.host=off (default)",
                "mqtt.port=1883 (default)",
                "mqtt.tls=off (default)",
                "mqtt.ca=none (default)",
                "mqtt.username=none (default)",
                "mqtt.password=none (default)",
                "mqtt.prefix=tapohive (default)",
                "mqtt.discovery=homeassistant (default)",
                "mqtt.client-id=tapohive (default)",
                "storage.postgresql=off (default)",
                "storage.password=none (default)",
                "history.keep=400d (default)",
                "energy.lively-every=5s (default)",
                "energy.find-meters-after=3s (default)",
                "energy.keep-samples=2d (default)",
                "energy.keep-minutes=31d (default)",
                "energy.keep=3660d (default)",
                "metrics.listen=off (default)",
                "metrics.outlets=off (default)",
                "traces.otlp=auto (default)",
                "log.level=debug (TAPOHIVE_LOG_LEVEL)",
            ],
            result.Values.Select(value => $"{value.Key}={value.Text} ({value.Origin})").ToArray());
    }

    [Theory]
    [InlineData("data = hive", "/etc/hive")]
    [InlineData("data = \"/var/lib/tapohive\"", "/var/lib/tapohive")]
    [InlineData("data = ${STATE_DIRECTORY}", "/var/lib/state")]
    [InlineData("data = null", "/home/me/tapohive")]
    public void A_relative_data_folder_starts_at_the_file_that_names_it(string text, string folder)
    {
        var sources = Files(("/etc/tapohive.conf", text)) with { Environment = Environment(("STATE_DIRECTORY", "/var/lib/state")) };
        Assert.Equal(folder, ConfigurationReader.Read(sources).Configuration!.DataFolder);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_a_file_is_refused_with_its_line_and_a_remedy(string text, string problem)
    {
        var result = ConfigurationReader.Read(Files(("/etc/tapohive.conf", text)));
        Assert.Equal(problem, result.Problems[0].ToString());
        Assert.Null(result.Configuration);
    }

    [Fact]
    public void An_address_that_is_refused_because_it_may_hold_a_password_is_not_shown()
    {
        var result = ConfigurationReader.Read(s_nothing with { Settings = ["traces.otlp=http://me:secret@127.0.0.1:4318"] });
        Assert.Null(result.Configuration);
        Assert.Equal("(not shown)", result.Values.Single(static value => value.Key == "traces.otlp").Text);
    }

    [Theory]
    [InlineData("plugs.poll-every", "--set: 'plugs.poll-every' sets nothing. Write --set key=value, for example --set plugs.poll-every=30s")]
    [InlineData("plugs.poll-evry=1s", "--set: unknown setting 'plugs.poll-evry'. Did you mean 'plugs.poll-every'?")]
    [InlineData("gate.port=many", "--set: a whole number is expected here, not 'many'. Write for example 42")]
    [InlineData("a\"b.=1", "--set: unknown setting 'a\"b'. 'tapohive config show' lists all settings")]
    public void A_mistake_on_the_command_line_is_refused(string setting, string problem)
    {
        var result = ConfigurationReader.Read(s_nothing with { Settings = [setting] });
        Assert.Equal(problem, Assert.Single(result.Problems).ToString());
        Assert.Null(result.Configuration);
    }

    [Fact]
    public void What_may_be_a_password_is_shown_nowhere()
    {
        var result = ConfigurationReader.Read(s_nothing with { Environment = Environment(("TAPOHIVE_MQTT_USERNAME", "hive"), ("TAPOHIVE_MQTT_PASSWORD", "canary:4711")) });

        Assert.StartsWith("TAPOHIVE_MQTT_PASSWORD: this names no place where a password is kept.", Assert.Single(result.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal("(not shown)", Assert.Single(result.Values, value => value.Key == "mqtt.password").Text);
    }

    [Fact]
    public void A_broker_that_is_refused_because_it_may_hold_a_password_is_not_shown() => Assert.Equal(
        "(not shown)", ConfigurationReader.Read(s_nothing with { Settings = ["mqtt.host=mqtt://me:hunter2@broker"] }).Values.Single(static value => value.Key == "mqtt.host").Text);

    [Theory]
    [InlineData("broker.example.net", "off", true)]
    [InlineData("192.0.2.10", "off", true)]
    [InlineData("broker.example.net", "on", false)]
    [InlineData("localhost", "off", false)]
    [InlineData("127.0.0.1", "off", false)]
    [InlineData("::1", "off", false)]
    [InlineData("off", "off", false)]
    public void A_password_that_crosses_the_network_unencrypted_is_worth_a_warning(string host, string tls, bool warns)
    {
        var text = $"mqtt {{\n host = \"{host}\"\n tls = {tls}\n username = hive\n password = \"env:MQTT_PASSWORD\" }}";
        var result = ConfigurationReader.Read(Files(("/etc/tapohive.conf", text)));

        Assert.Equal(
            warns ? "/etc/tapohive.conf:5: the password of the MQTT broker crosses the network unencrypted. Set mqtt.tls = on, and mqtt.ca where the broker has an authority of its own" : "",
            string.Join('\n', result.Problems));
        Assert.All(result.Problems, problem => Assert.Equal(HoconSeverity.Warning, problem.Severity));
        Assert.Equal(host == "off", result.Configuration!.Mqtt is null);
    }

    [Fact]
    public void A_variable_that_is_no_setting_is_worth_a_warning()
    {
        var result = ConfigurationReader.Read(s_nothing with { Environment = Environment(("TAPOHIVE_GATE_PROT", "1"), ("TAPOHIVE_GATE_PORT", "x")) });
        Assert.Equal(
            [
                "TAPOHIVE_GATE_PROT: no setting belongs to TAPOHIVE_GATE_PROT. Did you mean TAPOHIVE_GATE_PORT?",
                "TAPOHIVE_GATE_PORT: a whole number is expected here, not 'x'. Write for example 42",
            ],
            result.Problems.Select(problem => problem.ToString()).ToArray());
        Assert.Equal([HoconSeverity.Warning, HoconSeverity.Error], result.Problems.Select(problem => problem.Severity));
    }

    [Fact]
    public void A_missing_file_that_was_asked_for_is_an_error() =>
        Assert.Equal("/etc/none.conf:1: there is no such file", Assert.Single(ConfigurationReader.Read(Files() with { Files = ["/etc/none.conf"] }).Problems).ToString());

    [Fact]
    public void On_disk_conf_d_stands_beside_the_file_and_is_read_in_the_order_of_names()
    {
        var folder = Directory.CreateTempSubdirectory("tapohive-");
        try
        {
            var file = Path.Combine(folder.FullName, "tapohive.conf");
            Assert.Empty(ConfigurationSources.OfProcess(file, FileDemand.Optional, []).Files);
            Assert.Equal([file], ConfigurationSources.OfProcess(file, FileDemand.Required, []).Files.ToArray());
            var more = Directory.CreateDirectory(Path.Combine(folder.FullName, "conf.d")).FullName;
            foreach (var name in (string[])["20-b.conf", "10-a.conf", "notes.txt"])
            {
                File.WriteAllText(Path.Combine(more, name), "");
            }

            File.WriteAllText(file, "");
            Assert.Equal(
                [file, Path.Combine(more, "10-a.conf"), Path.Combine(more, "20-b.conf")],
                ConfigurationSources.OfProcess(file, FileDemand.Optional, []).Files.ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ConfigurationSources Files(params (string Name, string Text)[] files) => s_nothing with
    {
        Files = [.. files.Select(file => file.Name)],
        Opener = HoconFiles.InMemory(files.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal)),
    };

    private static ImmutableDictionary<string, string> Environment(params (string Name, string Value)[] variables) =>
        variables.ToImmutableDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
}
