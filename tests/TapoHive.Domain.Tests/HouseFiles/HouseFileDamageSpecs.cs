using System.Text.RegularExpressions;
using TapoHive.Domain.HouseFiles;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary>Valid files, broken at every place: whatever is lost or wrong, somebody is told, and near enough to find it.</summary>
public partial class HouseFileDamageSpecs
{
    // Each place meets every seventh intruder, the next place the ones after those: all of them come everywhere, in a seventh of the time.
    private const int Share = 7;

    private static readonly string[] s_intruders = ["", "{", "}", "[", "]", "\"", "=", ",", "${", "${x}", "@", "23:30", "null", "house", "\"\"\"", "include", "true", "\0", "😀"];

    public static TheoryData<string> Examples => new() { "hillside.conf", "flat.conf" };

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_error_stands_beside_the_damage_or_names_what_was_opened(string name)
    {
        var text = Example(name);
        var wrong = new List<string>();
        foreach (var (damaged, line, what) in Damages(text))
        {
            var result = Read(damaged);
            var first = result.Problems.FirstOrDefault(problem => problem.Severity == HouseFileSeverity.Error);
            if (first is not null && !result.Problems.Any(problem => IsNear(problem, line) || problem.Line == Opening(text, line) || NamesWhatStoodThere(problem, text, line)))
            {
                wrong.Add($"{what}: {first}");
            }

            Assert.Equal(first is null, result.Definition is not null);
            Assert.Equal(first is null, result.SourceHash.Length == 64);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void No_damage_brings_a_secret_to_light(string name)
    {
        const string Canary = "Tr0ub4dor";
        foreach (var plain in (string[])[$"password = \"{Canary}\"", $"password = {Canary}&3", $"password {{ {Canary} = x }}"])
        {
            var text = Example(name).Replace("password { file = secrets/tapo }", plain, StringComparison.Ordinal);
            var secret = text.Split('\n').Index().First(line => line.Item.Contains(Canary, StringComparison.Ordinal)).Index + 1;
            foreach (var (damaged, _, what) in Damages(text).Where(damage => Math.Abs(damage.Line - secret) < 8))
            {
                Assert.All(
                    Read(damaged).Problems,
                    problem => Assert.False($"{problem} {problem.Key}".Contains(Canary, StringComparison.Ordinal), $"{what}: {problem}"));
            }
        }
    }

    // Where other lines mean what stood there, the error stands at them and says its name.
    private static bool NamesWhatStoodThere(HouseFileProblem problem, string text, int line) =>
        text.Split('\n')[line - 1].Split([' ', '.', '=', '{', '}', '[', ']', ',', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => word.Length > 3 && $"{problem.Message} {problem.Hint}".Contains(word, StringComparison.Ordinal));

    // Bracket errors point at the opening, which may stand far above the place of the one that is lost.
    private static bool IsNear(HouseFileProblem problem, int line) =>
        Math.Abs(problem.Line - line) <= 1
        || problem.Message.Contains("never closed", StringComparison.Ordinal)
        || problem.Message.Contains("closes", StringComparison.Ordinal)
        || problem.Hint?.Contains($"line {line}", StringComparison.Ordinal) == true;

    // What is lost from an object is blamed on that object's own line.
    private static int Opening(string text, int line)
    {
        var open = new Stack<int>();
        foreach (var (number, content) in text.Split('\n').Take(line - 1).Index())
        {
            foreach (var c in content.Split('#')[0])
            {
                if (c == '{')
                {
                    open.Push(number + 1);
                }
                else if (c == '}')
                {
                    open.Pop();
                }
            }
        }

        return open.TryPeek(out var opening) ? opening : 1;
    }

    private static IEnumerable<(string Text, int Line, string What)> Damages(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            yield return (string.Join('\n', lines.Where((_, at) => at != i)), i + 1, $"without line {i + 1}");
        }

        foreach (var (place, token) in Token().Matches(text).Index())
        {
            var line = text.AsSpan(0, token.Index).Count('\n') + 1;
            if (lines[line - 1].TrimStart().StartsWith('#'))
            {
                continue;
            }

            foreach (var intruder in s_intruders.Where((_, at) => at % Share == place % Share))
            {
                yield return (text[..token.Index] + intruder + text[(token.Index + token.Length)..], line, $"line {line}: '{token.Value}' replaced by '{intruder}'");
            }
        }
    }

    [GeneratedRegex("""[\w@./-]+|[^\w\s]""", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
