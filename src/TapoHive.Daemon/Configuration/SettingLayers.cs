using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Daemon.Configuration;

/// <summary>
/// Puts the layers of settings on top of each other. The defaults say which settings there are; a layer may set those, and no
/// others. Each layer is HOCON of its own, also a variable and a <c>--set</c>, so that all of them are read by one set of rules.
/// </summary>
internal sealed class SettingLayers
{
    private const string Prefix = "TAPOHIVE_";

    // What is looked at anew with each step; all else is handed to actors when they are made, or opens a socket or a file.
    private static readonly ImmutableArray<string> Reloaded =
    [
        "plugs.poll-every",
        "plugs.look-again-after",
        "plugs.first-pause",
        "plugs.longest-pause",
        "plugs.inspect-after",
        "plugs.requests-a-minute",
        "plugs.pause-after-refusal",
        "energy.lively-every",
        "energy.find-meters-after",
        "log.level",
    ];

    private readonly Dictionary<string, (HoconValue Value, string Origin)> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (HoconValue Value, string Origin)> _defaults;
    private readonly List<string> _order = [];
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    public SettingLayers(string defaults)
    {
        var document = HoconReader.Read(defaults, "tapohive.conf", new HoconReaderOptions { DuplicateKeys = HoconSeverity.Error });
        foreach (var (key, value) in Leaves("", document.Root))
        {
            _settings[key] = (value, "default");
            _order.Add(key);
        }

        _defaults = new(_settings, StringComparer.Ordinal);
    }

    public IReadOnlyList<ConfigurationProblem> Problems => _problems;

    public IEnumerable<ConfigurationValue> Values =>
        _order.Select(key => new ConfigurationValue(
            key, _hidden.Contains(key) ? "(not shown)" : _settings[key].Value.ToString() ?? "", _settings[key].Origin, Reloaded.Contains(key, StringComparer.Ordinal) ? SettingChange.Reload : SettingChange.Restart));

    /// <summary>The value that holds.</summary>
    public HoconValue this[string key] => _settings[key].Value;

    public void AddFile(string file, ConfigurationSources sources)
    {
        var document = HoconReader.ReadFile(file, new HoconReaderOptions
        {
            Files = sources.Opener,
            Environment = sources.Environment.GetValueOrDefault,
            DuplicateKeys = HoconSeverity.Error,
        });
        Add(document, Place);

        static string Place(HoconPosition at) => string.Create(CultureInfo.InvariantCulture, $"{at.File}:{at.Line}");
    }

    public void AddEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        var known = _order.ToDictionary(Variable, StringComparer.Ordinal);
        var set = environment.Where(variable => variable.Value.Length > 0);
        foreach (var (name, value) in set.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (known.TryGetValue(name, out var key))
            {
                AddOne(key, value, name);
            }
            else if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                // Only a warning: other programs may use the prefix, and the variable may be meant for them.
                var hint = Suggestion.Nearest(name, known.Keys) is { } near ? $"Did you mean {near}?" : "It changes nothing";
                _problems.Add(new ConfigurationProblem(HoconSeverity.Warning, name, "", $"no setting belongs to {name}", hint));
            }
        }
    }

    public void AddSetting(string setting)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            _problems.Add(new ConfigurationProblem(
                HoconSeverity.Error, "--set", "", $"'{setting}' sets nothing",
                "Write --set key=value, for example --set plugs.poll-every=30s"));
            return;
        }

        AddOne(setting[..equals].Trim(), setting[(equals + 1)..].Trim(), "--set");
    }

    /// <summary>Something wrong with the value that holds.</summary>
    public void Refuse(string key, string message, string? hint) =>
        _problems.Add(new ConfigurationProblem(HoconSeverity.Error, _settings[key].Origin, key, message, hint));

    /// <summary>Something about the value that holds with which the program can start all the same.</summary>
    public void Warn(string key, string message, string hint) =>
        _problems.Add(new ConfigurationProblem(HoconSeverity.Warning, _settings[key].Origin, key, message, hint));

    /// <summary>What holds may be a secret that does not belong there: it is not shown.</summary>
    public void Hide(string key) => _hidden.Add(key);

    private static string Variable(string key) =>
        Prefix + key.Replace('.', '_').Replace('-', '_').ToUpperInvariant();

    private static IEnumerable<(string Key, HoconValue Value)> Leaves(string path, HoconObject fields)
    {
        foreach (var each in fields.Fields)
        {
            var key = path.Length == 0 ? each.Key : $"{path}.{each.Key}";
            foreach (var leaf in each.Value is HoconObject inner ? Leaves(key, inner) : [(key, each.Value)])
            {
                yield return leaf;
            }
        }
    }

    private void AddOne(string key, string value, string origin) =>
        Add(HoconReader.Read($"{HoconSyntax.Path(key.Split('.'))} = {HoconSyntax.Quote(value)}", origin), _ => origin);

    private void Add(HoconDocument document, Func<HoconPosition, string> origin)
    {
        foreach (var problem in document.Problems)
        {
            _problems.Add(new ConfigurationProblem(
                problem.Severity, origin(problem.Position), problem.Path, problem.Message, problem.Hint));
        }

        Add("", document.Root, origin);
    }

    private void Add(string path, HoconObject fields, Func<HoconPosition, string> origin)
    {
        foreach (var each in fields.Fields)
        {
            var key = path.Length == 0 ? each.Key : $"{path}.{each.Key}";
            var isSection = _order.Exists(known => known.StartsWith(key + ".", StringComparison.Ordinal));
            switch (each.Value)
            {
                case HoconObject inner when isSection:
                    Add(key, inner, origin);
                    break;
                case HoconNull when _settings.ContainsKey(key):
                    _settings[key] = _defaults[key];
                    break;
                case HoconText when _settings.ContainsKey(key):
                    _settings[key] = (each.Value, origin(each.Value.Position));
                    break;
                default:
                    _problems.Add(new ConfigurationProblem(
                        HoconSeverity.Error, origin(each.KeyPosition), key, Refusal(key, isSection), Remedy(key, isSection)));
                    break;
            }
        }
    }

    private string Refusal(string key, bool isSection) =>
        isSection ? $"'{key}' is a group of settings, not one"
        : _settings.ContainsKey(key) ? $"'{key}' takes a single value"
        : $"unknown setting '{key}'";

    private string? Remedy(string key, bool isSection)
    {
        var group = key[..(key.LastIndexOf('.') + 1)];
        var example = isSection ? _order.Find(known => known.StartsWith(key + ".", StringComparison.Ordinal))
            : _settings.ContainsKey(key) ? key
            : null;
        if (example is not null)
        {
            return $"Write {example} = {_defaults[example].Value}";
        }

        var near = Suggestion.Nearest(key, _order)
            ?? _order.Find(known => known.EndsWith("." + key, StringComparison.Ordinal))
            ?? Suggestion.Nearest(key, _order.Select(known => known.Split('.')[0]));
        return near is not null ? $"Did you mean '{near}'?"
            : group.Length > 0 && _order.Exists(known => known.StartsWith(group, StringComparison.Ordinal))
                ? $"The settings here are {string.Join(", ", _order.Where(known => known.StartsWith(group, StringComparison.Ordinal)))}"
            : "'tapohive config show' lists all settings";
    }
}
