using System.Text.RegularExpressions;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// Keeps passwords out of sentences. The HOCON reader shows what it stumbled over, which is kind everywhere but beside a secret.
/// </summary>
internal static partial class SecretShield
{
    private const int Longest = 60;

    /// <summary>How many lines above a problem without a key are looked at for signs of an account.</summary>
    private const int Neighbours = 6;

    /// <summary>What to write instead of a password.</summary>
    public const string Reference = "password { file = secrets/tapo }, { env = TAPO_PASSWORD } or { credential = tapo }";

    /// <summary>A value as a sentence may show it: in quotes, on one line, and not at all where it speaks of a secret.</summary>
    public static string Shown(string text)
    {
        if (SecretWord().IsMatch(text))
        {
            return "this";
        }

        var line = new string([.. text.TakeWhile(c => c is not '\n').Where(c => !char.IsControl(c)).Take(Longest + 1)]);
        return line.Length > Longest || line.Length < text.Length ? $"'{line[..Math.Min(line.Length, Longest - 3)]}...'" : $"'{line}'";
    }

    /// <summary>Whether a key is a word, and not a sentence that somebody wrote a password in.</summary>
    public static bool IsShowable(string key) => key.All(c => char.IsLetterOrDigit(c) || c is '-' or '_') || !SecretWord().IsMatch(key);

    /// <summary>A sentence that shows a value, without the value where it speaks of a secret.</summary>
    public static string Cleaned(string sentence) =>
        SecretWord().IsMatch(sentence) ? "this cannot stand here" : sentence.ReplaceLineEndings(" ");

    /// <summary>The problem's sentences and key, without anything that may be a secret.</summary>
    public static (string Message, string? Hint, string Path) Cleaned(HoconProblem problem, SourceTexts sources)
    {
        if (!MayShowSecret(problem, sources))
        {
            return (problem.Message, problem.Hint, problem.Path);
        }

        var path = ShowablePath(problem.Path);
        if (ShowsText(problem.Message))
        {
            const string Remedy = $"Put texts in quotes. A password never stands in this file: write {Reference}";
            return ("this is not written as HOCON allows it", Remedy, path);
        }

        var isBracket = problem.Hint is { } hint
            && (hint.StartsWith("Add the missing", StringComparison.Ordinal) || hint.StartsWith("Remove", StringComparison.Ordinal));
        return (problem.Message, isBracket ? problem.Hint : null, path);
    }

    // Where a key had to be quoted, and below an account and its own keys, the path may hold the secret itself.
    private static string ShowablePath(string path)
    {
        var keys = path.Split('.').TakeWhile(key => !key.StartsWith('"')).ToList();
        var isAccount = keys is ["house", "accounts", ..];
        var secret = isAccount ? 3 : keys.FindIndex(key => SecretWord().IsMatch(key));
        var isKnown = !isAccount || (keys.Count > 3 && SectionKeys.Account.Known.Contains(keys[3]));
        return string.Join('.', secret < 0 ? keys : keys.Take(isKnown ? secret + 1 : secret));
    }

    private static bool MayShowSecret(HoconProblem problem, SourceTexts sources)
    {
        var path = problem.Path;
        if (SecretWord().IsMatch(path) || SecretWord().IsMatch(problem.Message) || SecretWord().IsMatch(problem.Hint ?? ""))
        {
            return true;
        }

        return path.Length == 0
            ? Enumerable.Range(0, Neighbours)
                .Any(above => AccountWord().IsMatch(sources.Line(problem.Position.File, problem.Position.Line - above)))
            : path.StartsWith("house.accounts", StringComparison.Ordinal) && !path.EndsWith(".username", StringComparison.Ordinal);
    }

    private static bool ShowsText(string sentence) => BracketsInQuotes().Replace(sentence, "").AsSpan().ContainsAny('\'', '"', '`');

    [GeneratedRegex("pass|secret|credential|pwd", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretWord();

    [GeneratedRegex("pass|secret|credential|pwd|account|username", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AccountWord();

    // '{' and its like, and a quotation mark that is spoken of.
    [GeneratedRegex("""'(\$?[{}\[\]=]|"+)'|(?<=with )"+$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BracketsInQuotes();
}
