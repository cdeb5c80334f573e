using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TapoHive.Monitoring.Tests;

/// <summary>One scrape, read as Prometheus reads it, and held to the format's rules: what breaks one of them is an assertion that fails.</summary>
internal sealed partial class Exposition
{
    private static readonly string[] Suffixes = ["_bucket", "_sum", "_count", "_total", "_created", "_info"];

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _helped = new(StringComparer.Ordinal);
    private readonly List<Sample> _samples = [];

    private Exposition()
    {
    }

    public IReadOnlyList<Sample> Samples => _samples;

    public IReadOnlyDictionary<string, string> Types => _types;

    public static Exposition Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var read = new Exposition();
        var lines = text[..^1].Split('\n');
        foreach (var (number, line) in lines.Index())
        {
            if (line == "# EOF")
            {
                Assert.Equal(lines.Length - 1, number);
            }
            else if (line.StartsWith('#'))
            {
                read.Describe(line);
            }
            else
            {
                read.Add(line);
            }
        }

        read.Check();
        return read;
    }

    /// <summary>The value of a series, by some of its labels; nothing where there is none.</summary>
    public double? this[string name, params (string Label, string Value)[] labels] => _samples
        .Where(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Label) == label.Value))
        .Select(static sample => (double?)sample.Value)
        .Aggregate((double?)null, static (sum, value) => (sum ?? 0) + value);

    private void Describe(string line)
    {
        var words = line.Split(' ', 4);
        Assert.True(words.Length >= 3 && words[0] == "#", line);
        switch (words[1])
        {
            case "TYPE":
                Assert.True(_types.TryAdd(words[2], words[3]), $"two types: {line}");
                Assert.DoesNotContain(_samples, sample => FamilyOf(sample.Name) == words[2]);
                break;
            case "HELP":
                Assert.True(_helped.Add(words[2]), $"two meanings: {line}");
                Assert.NotEmpty(words[3]);
                break;
            case "UNIT":
                Assert.Contains(words[3], words[2], StringComparison.Ordinal);
                break;
            default:
                Assert.Fail(line);
                break;
        }
    }

    private void Add(string line)
    {
        var match = SampleLine().Match(line);
        Assert.True(match.Success, line);
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (Match label in LabelPair().Matches(match.Groups["labels"].Value))
        {
            Assert.True(labels.TryAdd(label.Groups["name"].Value, label.Groups["value"].Value), $"a label twice: {line}");
        }

        _samples.Add(new Sample(match.Groups["name"].Value, labels.ToImmutable(), double.Parse(
            match.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
    }

    private void Check()
    {
        Assert.NotEmpty(_samples);
        Assert.All(_samples, sample => Assert.True(_types.ContainsKey(FamilyOf(sample.Name)), sample.Name));
        Assert.All(_types.Keys, family => Assert.True(_helped.Contains(family), family));
        var twice = _samples.GroupBy(static sample => sample.Series, StringComparer.Ordinal).Where(static series => series.Count() > 1).Select(static series => series.Key);
        Assert.Empty(twice);
        foreach (var buckets in _samples.Where(static sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).GroupBy(static sample => sample.But("le"), StringComparer.Ordinal))
        {
            var ordered = buckets.OrderBy(static bucket => bucket.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal("+Inf", ordered[^1].Labels["le"]);
            Assert.Equal(ordered.Select(static bucket => bucket.Value).Order(), ordered.Select(static bucket => bucket.Value));
            Assert.Equal(ordered[^1].Value, _samples.Single(sample => sample.Series == buckets.Key.Replace("_bucket", "_count", StringComparison.Ordinal)).Value);
        }
    }

    // In OpenMetrics a counter's family has no _total; in the older format its sample and its family have the same name.
    private string FamilyOf(string name) =>
        _types.ContainsKey(name) ? name
        : Array.Find(Suffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix ? name[..^suffix.Length]
        : name;

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*)\})? (?<value>[^ ]+)( [0-9.]+)?$""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)"(,|$)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LabelPair();

    /// <summary>One series and its value.</summary>
    internal sealed record Sample(string Name, ImmutableSortedDictionary<string, string> Labels, double Value)
    {
        public string Series => But(null);

        public string But(string? label) => Name + "{" + string.Join(',', Labels.Where(each => each.Key != label).Select(static each => $"{each.Key}={each.Value}")) + "}";
    }
}
