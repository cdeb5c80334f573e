using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Daemon.Configuration;

/// <summary>
/// Reads the program's settings: built-in defaults, files, environment, command line, each overriding those before. Nothing is
/// thrown for what they say; every problem is reported at once.
/// </summary>
public sealed class ConfigurationReader
{
    private static readonly Dictionary<string, LogLevel> s_levels = new(StringComparer.Ordinal)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
    };

    private readonly SettingLayers _layers = new(Defaults);
    private readonly ConfigurationSources _sources;

    private ConfigurationReader(ConfigurationSources sources) => _sources = sources;

    /// <summary>The text of the built-in <c>tapohive.conf</c>: every setting, its default, a comment.</summary>
    public static string Defaults { get; } = Embedded();

    /// <summary>Reads the settings.</summary>
    public static ConfigurationResult Read(ConfigurationSources sources) => new ConfigurationReader(sources).Read();

    private ConfigurationResult Read()
    {
        foreach (var file in _sources.Files)
        {
            _layers.AddFile(file, _sources);
        }

        _layers.AddEnvironment(_sources.Environment);
        foreach (var setting in _sources.Settings)
        {
            _layers.AddSetting(setting);
        }

        var configuration = new HiveConfiguration(
            DataFolder(), Gate(), Plugs(), Admission(), Level(), Time("history.keep", Duration.FromDays(1), Duration.FromDays(36_525)), Energy())
        {
            Mqtt = MqttReader.Read(_layers),
            Postgres = StorageReader.Read(_layers),
            Metrics = MonitoringReader.Metrics(_layers),
            Traces = MonitoringReader.Traces(_layers, _sources.Environment),
        };
        var hasErrors = _layers.Problems.Any(problem => problem.Severity == HoconSeverity.Error);
        return new ConfigurationResult(hasErrors ? null : configuration, [.. _layers.Values], [.. _layers.Problems]);
    }

    private string DataFolder()
    {
        var value = _layers["data"];
        var text = value.ToString() ?? "";
        if (text.Length == 0 || text[0] == '~' || text.Contains('\0', StringComparison.Ordinal))
        {
            _layers.Refuse("data", $"'{text}' is no folder", "Write its whole path, or 'usual'");
            return "";
        }

        // A variable or --set has no folder of its own: there a relative path starts where the program was started.
        return text == "usual" ? _sources.UsualDataFolder
            : Path.GetFullPath(text, Path.GetDirectoryName(Path.GetFullPath(value.DefinedAt.File)) ?? "");
    }

    private GateConfiguration Gate()
    {
        var text = _layers["gate.bind"].ToString() ?? "";
        if (!IPAddress.TryParse(text, out var bind) || bind.ToString() != text)
        {
            _layers.Refuse(
                "gate.bind", $"'{text}' is no address to listen on",
                "Write \"127.0.0.1\" for this machine alone, \"0.0.0.0\" for every network");
        }

        var port = Whole("gate.port", 0, 65535);
        return new GateConfiguration(bind ?? IPAddress.Loopback, port, Name(port), LocalKey());
    }

    private string? Name(int port)
    {
        var text = _layers["gate.name"].ToString() ?? "";
        if (text == "auto")
        {
            return null;
        }

        if (GateName.TryParse(text, port) is null)
        {
            _layers.Refuse("gate.name", $"'{text}' is no name to call a gate by", "Write \"hive.example.net\", \"hive.example.net:4711\", or auto");
        }

        return text;
    }

    private LocalKeyReaders LocalKey()
    {
        var text = _layers["gate.local-key"].ToString() ?? "";
        if (text is not ("owner" or "group"))
        {
            _layers.Refuse("gate.local-key", $"'{text}' is nobody who could read a key", "Write owner or group");
        }

        return text == "group" ? LocalKeyReaders.Group : LocalKeyReaders.Owner;
    }

    private PlugPolicy Plugs()
    {
        var policy = PlugPolicy.Usual with
        {
            PollEvery = Time("plugs.poll-every", Duration.FromSeconds(1), Duration.FromHours(1)),
            LookAgainAfter = Time("plugs.look-again-after", Duration.FromMilliseconds(100), Duration.FromHours(1)),
            FirstPause = Time("plugs.first-pause", Duration.FromMilliseconds(100), Duration.FromHours(1)),
            LongestPause = Time("plugs.longest-pause", Duration.FromSeconds(1), Duration.FromHours(1)),
            InspectAfter = Time("plugs.inspect-after", Duration.FromMilliseconds(100), Duration.FromHours(1)),
            PollLivelyEvery = Time("energy.lively-every", Duration.FromSeconds(1), Duration.FromHours(1)),
            MeterAfter = Time("energy.find-meters-after", Duration.FromMilliseconds(100), Duration.FromHours(1)),
            MostRequestsAMinute = Whole("plugs.requests-a-minute", 10, 100_000),
            PauseAfterRefusal = Time("plugs.pause-after-refusal", Duration.FromSeconds(10), Duration.FromDays(1)),
        };
        if (policy.FirstPause > policy.LongestPause)
        {
            _layers.Refuse("plugs.longest-pause", "plugs.longest-pause is shorter than plugs.first-pause", "Make it at least as long");
        }

        return policy;
    }

    private EnergyKeeping Energy() => new(
        Time("energy.keep-samples", Duration.FromHours(1), Duration.FromDays(366)),
        Time("energy.keep-minutes", Duration.FromDays(1), Duration.FromDays(3_660)),
        Time("energy.keep", Duration.FromDays(1), Duration.FromDays(36_525)));

    private AdmissionLimits Admission() => new(Whole("admission.well", 1, 10_000), Whole("admission.troubled", 1, 10_000));

    private LogLevel Level()
    {
        var text = _layers["log.level"].ToString() ?? "";
        if (s_levels.TryGetValue(text, out var level))
        {
            return level;
        }

        _layers.Refuse(
            "log.level", $"'{text}' is no log level",
            Suggestion.Nearest(text, s_levels.Keys) is { } near ? $"Did you mean '{near}'?" : $"Write {string.Join(", ", s_levels.Keys)}");
        return LogLevel.Information;
    }

    private int Whole(string key, int least, int most)
    {
        if (_layers[key].AsLong(least, most).TryGet(out var number, out var problem))
        {
            return (int)number;
        }

        _layers.Refuse(key, problem.Message, problem.Hint);
        return least;
    }

    private Duration Time(string key, Duration least, Duration most)
    {
        if (!_layers[key].AsDuration().TryGet(out var time, out var problem))
        {
            _layers.Refuse(key, problem.Message, problem.Hint);
            return least;
        }

        var duration = Duration.FromTimeSpan(time);
        if (duration < least || duration > most)
        {
            _layers.Refuse(
                key, $"'{_layers[key]}' is out of range",
                string.Create(CultureInfo.InvariantCulture, $"Write a time from {least.TotalSeconds}s to {most.TotalSeconds}s"));
            return least;
        }

        return duration;
    }

    private static string Embedded()
    {
        using var stream = typeof(ConfigurationReader).Assembly.GetManifestResourceStream("tapohive.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
