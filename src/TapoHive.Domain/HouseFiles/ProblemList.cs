using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// Gathers the problems of one reading. What the HOCON reader said comes first; after it, what would only repeat or follow from
/// that is left out, so that one slip is one problem.
/// </summary>
internal sealed class ProblemList(SourceTexts sources)
{
    private readonly List<HouseFileProblem> _problems = [];
    private readonly List<HoconProblem> _errors = [];
    private readonly List<HoconPosition> _breaks = [];
    private readonly List<string> _twice = [];

    public bool HasErrors => _problems.Exists(problem => problem.Severity == HouseFileSeverity.Error);

    public SourceTexts Sources => sources;

    public void Add(IReadOnlyList<HoconProblem> problems)
    {
        foreach (var problem in problems)
        {
            var severity = problem.Severity == HoconSeverity.Error ? HouseFileSeverity.Error : HouseFileSeverity.Warning;
            if (severity == HouseFileSeverity.Error)
            {
                if (BreaksStructure(problem))
                {
                    _breaks.Add(problem.Position);
                }
                else if (!problem.Message.Contains("already set", StringComparison.Ordinal))
                {
                    // A key set twice is readable all the same.
                    _errors.Add(problem);
                }
            }

            var (message, hint, path) = SecretShield.Cleaned(problem, sources);
            Keep(severity, problem.Position, path, message, hint);
        }
    }

    /// <summary>Something about one value. Left out where HOCON's own rules already refused that value.</summary>
    public void Add(HouseFileSeverity severity, HoconPosition at, string path, string message, string? hint)
    {
        if (!_errors.Exists(error => error.Position == at || (error.Path.Length > 0 && IsAtOrUnder(path, error.Path))))
        {
            Keep(severity, at, path, message, hint);
        }
    }

    /// <summary>Something that stands where it should not. Left out from where a bracket is open that should be closed.</summary>
    public void AddMisplaced(HoconPosition at, string path, string message, string? hint)
    {
        if (!_breaks.Exists(broken => broken.File == at.File && at.Line >= broken.Line))
        {
            Add(HouseFileSeverity.Error, at, path, message, hint);
        }
    }

    /// <summary>A part that was begun twice. What stands in both of its beginnings needs no words of its own.</summary>
    public void AddTwice(HoconPosition at, string path, string message, string hint)
    {
        if (_twice.Exists(above => IsAtOrUnder(path, above)))
        {
            return;
        }

        _twice.Add(path);
        _problems.RemoveAll(problem => problem.Message.Contains("already set", StringComparison.Ordinal) && IsAtOrUnder(problem.Key, path));
        AddMisplaced(at, path, message, hint);
    }

    /// <summary>Something that is not there. Left out where it may be there and could not be read.</summary>
    public void AddMissing(HoconPosition at, string path, string message, string? hint)
    {
        if (_breaks.Count == 0 && !_errors.Exists(error => IsAtOrUnder(error.Path, path) || MayHide(error, at)))
        {
            Keep(HouseFileSeverity.Error, at, path, message, hint);
        }
    }

    public ImmutableArray<HouseFileProblem> InOrder(IReadOnlyList<string> files)
    {
        var order = files.Index().ToDictionary(file => file.Item, file => file.Index, StringComparer.Ordinal);
        return
        [
            .. _problems.OrderBy(problem => order.GetValueOrDefault(problem.File, int.MaxValue))
                .ThenBy(problem => problem.Line).ThenBy(problem => problem.Column),
        ];
    }

    /// <summary>How a sentence at <paramref name="here"/> names another place.</summary>
    public static string Place(HoconPosition there, HoconPosition here) => there.File == here.File
        ? string.Create(CultureInfo.InvariantCulture, $"on line {there.Line}")
        : string.Create(CultureInfo.InvariantCulture, $"at {there.File}:{there.Line}");

    private static bool IsAtOrUnder(string path, string above) =>
        path == above || (path.StartsWith(above, StringComparison.Ordinal) && path.Length > above.Length && path[above.Length] == '.');

    // A substitution that refers to nothing is reported under its own path: which key it was for is not known.
    private static bool MayHide(HoconProblem error, HoconPosition at) =>
        !IsAtOrUnder(error.Path, "house") && error.Position.File == at.File && error.Position.Line >= at.Line;

    // After these the tree below is a guess: keys may stand in an object that was meant to be closed.
    private static bool BreaksStructure(HoconProblem problem) =>
        problem.Message.Contains("never closed", StringComparison.Ordinal)
        || problem.Message.Contains("closes", StringComparison.Ordinal)
        || problem.Message.Contains("no key stands before", StringComparison.Ordinal)
        || problem.Message.Contains("is missing before", StringComparison.Ordinal);

    private void Keep(HouseFileSeverity severity, HoconPosition at, string path, string message, string? hint) =>
        _problems.Add(new HouseFileProblem(severity, at.File, at.Line, at.Column, path, message, hint));
}
