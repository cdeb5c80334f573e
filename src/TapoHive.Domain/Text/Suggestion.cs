namespace TapoHive.Domain.Text;

/// <summary>"Did you mean": the known word nearest to a mistyped one.</summary>
public static class Suggestion
{
    /// <summary>The end of a sentence: <c>; did you mean 'lamp'?</c>, or a full stop where no word is near.</summary>
    public static string For(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    /// <summary>The nearest word, if it differs in at most a third of its letters.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 64)
        {
            return null;
        }

        var limit = Math.Max(1, (word.Length + 1) / 3);
        return known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= limit)
            .Select(candidate => (candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    // Damerau-Levenshtein, adjacent letters swapped count once: the commonest slip of the fingers.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(substitution, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
