using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using TapoHive.Actors.Messages;

namespace TapoHive.Monitoring.Tests;

/// <summary>What Prometheus gets, from a hive in which everything has happened once.</summary>
[Collection(nameof(DrivenHive))]
public sealed partial class ScrapeTests(DrivenHive hive)
{
    private static readonly string[] OfHistograms = ["_bucket", "_sum", "_count"];

    [Theory]
    [InlineData("text/plain;version=0.0.4")]
    [InlineData("application/openmetrics-text;version=1.0.0")]
    public async Task A_scrape_keeps_the_rules_of_both_formats(string accept)
    {
        var text = await hive.GetAsync("/metrics", accept);

        var figures = Exposition.Read(text);

        Assert.Equal(accept.StartsWith("application", StringComparison.Ordinal), text.EndsWith("# EOF\n", StringComparison.Ordinal));
        Assert.Equal(1, figures["tapohive_build_info", ("version", "1.2.3")]);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_house()
    {
        await hive.SwitchAsync(SwitchVerb.Off, "amber");
        await hive.SwitchAsync(SwitchVerb.On, "amber");

        await hive.UntilAsync(static figures =>
        {
            Assert.Equal(3, figures["tapohive_plugs", ("state", "logged-in")]);
            Assert.Equal(3, figures["tapohive_outlets", ("state", "converged")]);
            Assert.Equal(1, figures["tapohive_outlets", ("state", "problem")]);
            Assert.True(figures["tapohive_schedule_occurrences_total", ("outcome", "fired")] >= 1);
            Assert.Equal(4, figures["tapohive_plugs"]);
            Assert.Equal(0, figures["tapohive_plugs", ("state", "quarantined")]);
            Assert.Equal(4, figures["tapohive_outlets"]);
            Assert.Equal(1, figures["tapohive_outlet_problems", ("code", "dark")]);
            Assert.Equal(1, figures["tapohive_houses", ("storage", "available")]);
            Assert.Equal(0, figures["tapohive_houses", ("storage", "unavailable")]);
            Assert.Equal(1, figures["tapohive_gate_conversations"]);
            Assert.Equal(1, figures["tapohive_mqtt_connected"]);
            Assert.Equal(1, figures["tapohive_outlet_on", ("house", "hillside"), ("outlet", "amber")]);
            Assert.True(figures["tapohive_sessions_total", ("transport", "tpap"), ("outcome", "ok")] >= 1);
            Assert.True(figures["tapohive_outlet_converge_duration_seconds_count", ("layer", "manual")] >= 2);
            Assert.True(figures["tapohive_runs_total", ("outcome", "converged")] >= 2);
            Assert.True(figures["tapohive_gate_requests_total", ("request", "switch"), ("outcome", "answered")] >= 2);
            Assert.True(figures["tapohive_notify_deliveries_total", ("channel", "command"), ("outcome", "arrived")] >= 1);
            Assert.True(figures["tapohive_journal_writes_total", ("outcome", "ok")] >= 2);
            Assert.True(figures["tapohive_plug_requests_total", ("request", "switch"), ("outcome", "ok")] >= 2);

            // Of either pool: a plug that was slow to answer discovery is connected to with the troubled ones.
            Assert.NotNull(figures["tapohive_admission_waiting"]);
        });
    }

    [Fact]
    public async Task The_documentation_lists_every_figure_with_its_type_and_labels_and_no_other()
    {
        var documented = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "metrics.md")))
            .Select(static line => DocumentedFigure().Match(line)).Where(static match => match.Success)
            .ToDictionary(
                static match => match.Groups["name"].Value,
                static match => (Type: match.Groups["type"].Value, Labels: Words().Matches(match.Groups["labels"].Value).Select(static word => word.Groups["word"].Value).Order(StringComparer.Ordinal).ToArray()),
                StringComparer.Ordinal);

        await hive.UntilAsync(figures =>
        {
            var shown = figures.Types.Where(static type => type.Key.StartsWith("tapohive_", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

            Assert.Equal(documented.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
            Assert.All(shown, type => Assert.Equal(documented[type.Key].Type, type.Value));
            Assert.All(shown.Keys, name => Assert.Equal(documented[name].Labels, LabelsOf(figures, name)));
        });
    }

    [Fact]
    public async Task Everything_the_dashboard_asks_for_is_shown()
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "tapohive.json")));
        var questions = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(static panel => panel.TryGetProperty("targets", out var targets) ? targets.EnumerateArray().Select(static target => target.GetProperty("expr").GetString()!) : [])
            .ToList();

        Assert.True(questions.Count > 30);
        await hive.UntilAsync(figures => Assert.All(questions, question =>
        {
            var names = AskedFigure().Matches(question).Select(static match => match.Value).Distinct(StringComparer.Ordinal).ToList();
            Assert.NotEmpty(names);
            foreach (var name in names)
            {
                Assert.NotNull(figures[name]);
                var labels = figures.Samples.Where(sample => sample.Name == name).SelectMany(static sample => sample.Labels.Keys).Append("job").ToHashSet(StringComparer.Ordinal);
                Assert.All(AskedLabels(question), label => Assert.Contains(label, labels));
            }
        }));
    }

    [Fact]
    public async Task Without_being_asked_no_figure_names_an_outlet_and_none_ever_tells_a_secret()
    {
        await using var discreet = await MonitoringHost.StartAsync(
            new MetricsOptions(new IPEndPoint(IPAddress.Loopback, 0)), hive.Health, SystemClock.Instance, "1.2.3", CancellationToken.None);
        await hive.SwitchAsync(SwitchVerb.Off, "cedar");
        await hive.SwitchAsync(SwitchVerb.On, "cedar");

        var (usual, each) = (await hive.GetAsync(discreet, "/metrics"), await hive.GetAsync("/metrics"));

        Assert.Equal(4, Exposition.Read(usual)["tapohive_plugs"]);
        Assert.DoesNotContain("cedar", usual, StringComparison.Ordinal);
        Assert.DoesNotContain("hillside", usual, StringComparison.Ordinal);
        Assert.Contains("cedar", each, StringComparison.Ordinal);
        foreach (var word in hive.Plugs.Plugs.SelectMany(static plug => new[] { plug.Name, plug.Mac.ToString(), plug.Address.ToString(), plug.Id }).Append(DrivenHive.Password).Append(DrivenHive.Username))
        {
            Assert.DoesNotContain(word, each, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string[] LabelsOf(Exposition figures, string family) => figures.Samples
        .Where(sample => sample.Name == family || OfHistograms.Any(suffix => sample.Name == family + suffix))
        .SelectMany(static sample => sample.Labels.Keys.Where(static label => label != "le"))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

    // What stands in braces before an operator, and what is grouped by; $job is Prometheus's own.
    private static ImmutableArray<string> AskedLabels(string question) =>
    [
        .. MatchedLabel().Matches(question).Select(static match => match.Groups["label"].Value)
            .Concat(Grouping().Matches(question).SelectMany(static match => match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries)))
            .Distinct(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^\| `(?<name>tapohive_[a-z_]+)` \| (?<type>[a-z]+) \| [a-z]* ?\| (?<labels>[^|]*)\|", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DocumentedFigure();

    [GeneratedRegex("`(?<word>[a-z]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(tapohive|dotnet)_[a-z_]+\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AskedFigure();

    [GeneratedRegex("""(?<label>[a-z_]+)\s*(=|!=|=~|!~)\s*"[^"]*""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MatchedLabel();

    [GeneratedRegex(@"\bby \((?<labels>[a-z_, ]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Grouping();
}
