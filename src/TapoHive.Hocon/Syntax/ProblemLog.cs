namespace TapoHive.Hocon.Syntax;

/// <summary>Gathers problems, each once, up to a limit.</summary>
internal sealed class ProblemLog(int limit)
{
    private readonly List<HoconProblem> _problems = [];
    private readonly HashSet<(HoconPosition, string)> _known = [];

    /// <summary>No further problem will be kept: reading may as well stop.</summary>
    public bool IsFull => _problems.Count >= limit;

    /// <summary>A file had too much in it and was cut short. What follows from that needs no words of its own.</summary>
    public bool IsCutShort { get; set; }

    public IReadOnlyList<HoconProblem> Problems => _problems;

    public void Error(HoconPosition position, string path, string message, string? hint = null) =>
        Add(HoconSeverity.Error, position, path, message, hint);

    public void Add(HoconSeverity severity, HoconPosition position, string path, string message, string? hint)
    {
        // The reader may look at a stretch of text twice.
        if (IsFull || !_known.Add((position, message))) return;
        _problems.Add(new HoconProblem(severity, position, path, message, hint));
        if (IsFull && limit > 1)
            _problems[^1] = new HoconProblem(
                HoconSeverity.Error, position, "", $"reading stopped here, after {limit - 1} problems", "Mend those first");
    }
}
