namespace TapoHive.EndToEnd.Running;

/// <summary>The lines a process has written so far. Thread-safe.</summary>
internal sealed class Output
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The lines after the first so many.</summary>
    public IReadOnlyList<string> After(int count)
    {
        lock (_lines)
        {
            return _lines.Count == count ? [] : [.. _lines.Skip(count)];
        }
    }

    public string Text => string.Join('\n', Lines);

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}
