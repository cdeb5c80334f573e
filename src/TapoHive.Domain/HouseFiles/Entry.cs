using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>One value of a house file with its key and its place: it is asked for what it should be, and says so where it is not.</summary>
internal sealed class Entry(ProblemList problems, string key, string path, HoconPosition keyPosition, HoconValue value)
{
    /// <summary>The key alone; of an item in a list: the list's key.</summary>
    public string Key => key;

    /// <summary>The whole path of the key.</summary>
    public string Path => path;

    public HoconPosition KeyPosition => keyPosition;

    public HoconValue Value => value;

    public ProblemList Problems => problems;

    public void Error(string message, string? hint = null) =>
        problems.Add(HouseFileSeverity.Error, value.Position, path, message, WithOrigin(hint));

    public void Warn(string message, string? hint = null) =>
        problems.Add(HouseFileSeverity.Warning, value.Position, path, message, WithOrigin(hint));

    /// <summary>Something about the key itself, such as a name that cannot be one.</summary>
    public void ErrorAtKey(string message, string? hint = null) =>
        problems.Add(HouseFileSeverity.Error, keyPosition, path, message, hint);

    /// <summary>The text; nothing, and a problem, where the value is no single word. Never shows the value.</summary>
    public string? Text(string expected, string? hint = null)
    {
        if (value is HoconText { Text: var text })
        {
            return text;
        }

        Error($"{expected} is expected here, not {Kind}", hint);
        return null;
    }

    /// <summary>The object behind the key; nothing, and a problem, where there is none. Never shows the value.</summary>
    public Section? Fields(SectionKeys? keys, string example)
    {
        if (value is not HoconObject fields)
        {
            Error($"'{key}' holds keys of its own, not {Kind}", $"Write {example}");
            return null;
        }

        var section = new Section(problems, path, fields, keyPosition);
        section.Check(keys);
        return section;
    }

    /// <summary>The items of a list; a single value counts as a list of one.</summary>
    public IEnumerable<Entry> Items() =>
        value.AsListOrSingle().TryGet(out var list, out _)
            ? list.Where(item => item is not HoconNull).Select(item => new Entry(problems, key, path, item.Position, item))
            : [];

    /// <summary>A value that HOCON itself can read; what it says against it becomes the problem.</summary>
    public T? Take<T>(HoconResult<T> result)
        where T : struct
    {
        if (result.TryGet(out var read, out var problem))
        {
            return read;
        }

        Error(SecretShield.Cleaned(problem.Message), problem.Hint is { } hint ? SecretShield.Cleaned(hint) : null);
        return null;
    }

    private string Kind => value switch
    {
        HoconArray => "a list",
        HoconObject => "keys in braces",
        _ => "a single value",
    };

    // A value that came through ${...} is blamed where it is used; whoever corrects it must know where it is written.
    private string? WithOrigin(string? hint)
    {
        if (value.DefinedAt.File == value.Position.File && value.DefinedAt.Line == value.Position.Line)
        {
            return hint;
        }

        var origin = $"The value is written {ProblemList.Place(value.DefinedAt, value.Position)}";
        return hint is null ? origin : $"{hint}. {origin}";
    }
}
