using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TapoHive.Domain.Tests.Architecture;

/// <summary>Dependencies only run down the list of DESIGN section 2, and some things are nobody's business but the composition's.</summary>
public sealed partial class DependencyTests
{
    private static readonly string Root = FindRoot();

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["TapoHive.Hocon"] = [],
        ["TapoHive.Domain"] = ["TapoHive.Hocon"],
        ["TapoHive.Protocol"] = ["TapoHive.Domain"],
        ["TapoHive.Actors"] = ["TapoHive.Domain", "TapoHive.Protocol"],
        ["TapoHive.Alerts"] = ["TapoHive.Domain", "TapoHive.Actors"],
        ["TapoHive.Mqtt"] = ["TapoHive.Domain", "TapoHive.Actors", "TapoHive.Alerts"],
        ["TapoHive.Scheduling"] = ["TapoHive.Domain", "TapoHive.Actors"],
        ["TapoHive.Control"] = ["TapoHive.Domain", "TapoHive.Actors"],
        ["TapoHive.Monitoring"] = ["TapoHive.Domain", "TapoHive.Actors", "TapoHive.Control"],
        ["TapoHive.Daemon"] = ["TapoHive.Hocon", "TapoHive.Domain", "TapoHive.Protocol", "TapoHive.Actors", "TapoHive.Alerts", "TapoHive.Mqtt", "TapoHive.Scheduling", "TapoHive.Control", "TapoHive.Monitoring"],
        ["TapoHive.Emulator"] = ["TapoHive.Protocol"],
        ["TapoHive.Cli"] = ["TapoHive.Control", "TapoHive.Daemon", "TapoHive.Emulator"],
    };

    private static readonly string[] MayUseAkka = ["TapoHive.Actors", "TapoHive.Alerts", "TapoHive.Mqtt", "TapoHive.Scheduling", "TapoHive.Control", "TapoHive.Monitoring", "TapoHive.Daemon"];

    private static readonly string[] MayReadTheClock = ["TapoHive.Daemon", "TapoHive.Cli"];

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)!).Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_stands_above_it_in_the_design(string project)
    {
        Assert.Contains(project, Allowed.Keys);
        var references = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.All(references, reference => Assert.Contains(reference, Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Akka_stays_where_actors_are(string project)
    {
        var uses = Items(project, "PackageReference").Where(package => package.StartsWith("Akka", StringComparison.Ordinal))
            .Concat(Sources(project).Where(file => AkkaNamespace().IsMatch(File.ReadAllText(file))));
        Assert.True(MayUseAkka.Contains(project, StringComparer.Ordinal) || !uses.Any(), $"{project} uses Akka: {string.Join(", ", uses)}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Time_comes_from_a_clock_that_was_handed_in(string project)
    {
        // Options name the system's clock as a default that whoever puts things together may replace.
        var readers = Sources(project).Where(file => !file.EndsWith("Options.cs", StringComparison.Ordinal) && WallClock().IsMatch(File.ReadAllText(file)));
        Assert.True(MayReadTheClock.Contains(project, StringComparer.Ordinal) || !readers.Any(), $"These read the clock themselves: {string.Join(", ", readers)}");
    }

    [Fact]
    public void Domain_needs_nothing_but_NodaTime_and_the_reader_of_house_files()
    {
        Assert.Equal(["NodaTime"], Items("TapoHive.Domain", "PackageReference"));
        var assemblies = typeof(Domain.Plugs.Mac).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);
        Assert.All(assemblies, name => Assert.True(name.StartsWith("System", StringComparison.Ordinal) || name is "NodaTime" or "TapoHive.Hocon", name));
    }

    [Fact]
    public void The_reader_of_house_files_needs_nothing_at_all() => Assert.Empty(Items("TapoHive.Hocon", "PackageReference"));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value);

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "artifacts"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TapoHive.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(@"\b(using|global::)\s*Akka\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AkkaNamespace();

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b|\bSystemClock\s*\.\s*Instance\b|\bTimeProvider\s*\.\s*System\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex WallClock();
}
