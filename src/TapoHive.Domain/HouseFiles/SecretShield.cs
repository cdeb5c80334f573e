using System.Text.RegularExpressions;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// Keeps passwords out of sentences. The HOCON reader shows what it stumbled over, which is kind everywhere but beside a secret.
/// </summary>
internal static partial class SecretShield
{
    /// <summary>What to write instead of a password.</summary>
    public const string Reference = "password { file = secrets/tapo }, { env = TAPO_PASSWORD } or { credential = tapo }";

    /// <summary>The problem's sentences, without anything that may be a secret.</summary>
    public static (string Message, string? Hint) Cleaned(HoconProblem problem, SourceTexts sources)
    {
        if (!MayShowSecret(problem, sources))
        {
            return (problem.Message, problem.Hint);
        }

        if (ShowsText(problem.Message))
        {
            return ("this is not written as HOCON allows it", $"Put texts in quotes. A password never stands in this file: write {Reference}");
        }

        return (problem.Message, problem.Hint is { } hint && ShowsText(hint) ? null : problem.Hint);
    }

    private static bool MayShowSecret(HoconProblem problem, SourceTexts sources)
    {
        var path = problem.Path;
        if (SecretWord().IsMatch(path) || SecretWord().IsMatch(problem.Message) || SecretWord().IsMatch(problem.Hint ?? ""))
        {
            return true;
        }

        return path.Length == 0
            ? SecretWord().IsMatch(sources.Line(problem.Position.File, problem.Position.Line))
                || SecretWord().IsMatch(sources.Line(problem.Position.File, problem.Position.Line - 1))
            : path.StartsWith("house.accounts", StringComparison.Ordinal) && !path.EndsWith(".username", StringComparison.Ordinal);
    }

    private static bool ShowsText(string sentence) => BracketsInQuotes().Replace(sentence, "").AsSpan().ContainsAny('\'', '"', '`');

    [GeneratedRegex("pass|secret|credential|pwd", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretWord();

    // '{' and its like, and a quotation mark that is spoken of.
    [GeneratedRegex("""'(\$?[{}\[\]=]|"+)'|(?<=with )"+$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BracketsInQuotes();
}
