using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Tests.Rendering;

public sealed partial class TheJsonThatIsDocumented
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository(), "docs", "json.md"));

    public static TheoryData<string, Type> Sections => new()
    {
        { "up", typeof(UpReport) },
        { "status", typeof(StatusReport) },
        { "watch", typeof(OutletStatus) },
        { "on, off, toggle, undo, scene run, scene cancel, runs RUN", typeof(RunReport) },
        { "runs", typeof(RunsReport) },
        { "why", typeof(WhyReport) },
        { "why --at", typeof(PastReport) },
        { "history", typeof(HistoryReport) },
        { "release", typeof(ReleaseReport) },
        { "retry", typeof(RetryReport) },
        { "scene list", typeof(ScenesReport) },
        { "scene show, scene run --dry-run", typeof(SceneReport) },
        { "schedule list", typeof(SchedulesReport) },
        { "schedule next", typeof(FiringsReport) },
        { "schedule simulate", typeof(SimulationReport) },
        { "schedule pause, schedule resume, schedule skip, schedule fire", typeof(ScheduleOrderReport) },
        { "house plan", typeof(PlanReport) },
        { "house apply, house rollback", typeof(ApplyReport) },
        { "house export", typeof(ExportReport) },
        { "discover", typeof(DiscoverReport) },
        { "adopt", typeof(AdoptReport) },
        { "forget", typeof(ForgetReport) },
        { "init", typeof(InitReport) },
        { "doctor", typeof(DoctorReport) },
        { "energy", typeof(EnergyReport) },
        { "replace", typeof(ReplaceReport) },
        { "notify test", typeof(AlertTestReport) },
        { "operator list", typeof(OperatorsReport) },
        { "operator add, operator rotate", typeof(KeyReport) },
        { "operator revoke", typeof(RevokeReport) },
        { "context list", typeof(ContextsReport) },
        { "context import, context use", typeof(ContextReport) },
        { "config show", typeof(SettingsReport) },
        { "backup, restore", typeof(BackupReport) },
    };

    /// <summary>What prints something that is made for one reader.</summary>
    private static readonly string[] Others = ["completion"];

    [Fact]
    public void Every_verb_has_its_section()
    {
        var sections = Heading().Matches(Document).SelectMany(static match => match.Groups["verbs"].Value.Split(", ")).ToList();
        var verbs = Leaves(Tapohive.Build(Typing.ScreenOf(), static (_, _) => Task.FromResult(0)), "").ToList();

        Assert.Empty(verbs.Except(Others, StringComparer.Ordinal).Except(sections, StringComparer.Ordinal));
        Assert.All(sections, section => Assert.Contains(verbs, verb => section == verb || section.StartsWith($"{verb} ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Each_shape_is_what_the_contract_writes(string section, Type type) =>
        Assert.Equal(Shape.Of(type), Documented(section));

    [Theory]
    [InlineData("status", "status")]
    [InlineData("status --problems", "status")]
    [InlineData("on lamp dark", "on, off, toggle, undo, scene run, scene cancel, runs RUN")]
    [InlineData("toggle lamp --no-wait", "on, off, toggle, undo, scene run, scene cancel, runs RUN")]
    [InlineData("scene run evening", "on, off, toggle, undo, scene run, scene cancel, runs RUN")]
    [InlineData("runs", "runs")]
    [InlineData("why lamp", "why")]
    [InlineData("release lamp", "release")]
    [InlineData("retry lamp", "retry")]
    [InlineData("scene list", "scene list")]
    [InlineData("scene show evening", "scene show, scene run --dry-run")]
    [InlineData("schedule list", "schedule list")]
    [InlineData("schedule next", "schedule next")]
    [InlineData("schedule simulate", "schedule simulate")]
    [InlineData("house export", "house export")]
    [InlineData("discover", "discover")]
    [InlineData("adopt", "adopt")]
    public async Task What_is_printed_has_the_documented_shape(string typed, string section)
    {
        await using var hive = await StubHive.StartAsync("lamp", "dark");

        var result = await Typing.TypeAsync([.. typed.Split(' '), "--output", "json", "--data", hive.Folder.Path]);

        Assert.Equal("", result.Error);
        using var json = JsonDocument.Parse(result.Out);
        var documented = Shape.Paths(Sections.Single(it => it.Data.Item1 == section).Data.Item2).ToHashSet(StringComparer.Ordinal);
        Assert.All(Paths(json.RootElement, ""), path => Assert.Contains(path, documented));
        Assert.Single(result.Out.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task House_check_prints_the_documented_shape()
    {
        using var folder = new TemporaryFolder();
        var house = Path.Combine(folder.Path, "house.conf");
        await File.WriteAllTextAsync(house, "house { nam = x }\n", TestContext.Current.CancellationToken);

        var result = await Typing.TypeAsync("house", "check", house, "--output", "json");

        Assert.Equal(ExitCode.Error, result.Code);
        using var json = JsonDocument.Parse(result.Out);
        var documented = Property().Matches(Documented("house check")).Select(static match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(documented, Paths(json.RootElement, "").Select(static path => path.Split('.')[^1].TrimEnd('[', ']')).Where(static name => name.Length > 0).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(verb => Leaves(verb, path.Length == 0 ? verb.Name : $"{path} {verb.Name}"));

    private static IEnumerable<string> Paths(JsonElement element, string at)
    {
        yield return at;
        var inner = element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Paths(property.Value, $"{at}.{property.Name}")),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Paths(item, at + "[]")),
            _ => [],
        };
        foreach (var path in inner)
        {
            yield return path;
        }
    }

    private static string Documented(string section)
    {
        var begin = Document.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"There is no section '## {section}'.");
        var block = Block().Match(Document, begin);
        return block.Groups["shape"].Value;
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TapoHive.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not stand in the repository.");
        }

        return folder;
    }

    [GeneratedRegex("```\n(?<shape>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Block();

    [GeneratedRegex("^## (?<verbs>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Heading();

    [GeneratedRegex("\"(?<name>[A-Za-z]+)\"\\??:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Property();
}
