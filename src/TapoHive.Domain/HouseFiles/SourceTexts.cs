using System.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>The files of one reading, kept as they pass: some questions are about what was written, not about what it means.</summary>
internal sealed class SourceTexts(HoconFiles files) : HoconFiles
{
    private static readonly int s_limit = new HoconLimits().MaxFileSize + 1;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    public void Keep(string name, string text) => _texts[name] = text;

    public override string Locate(string name, string includingFile) => files.Locate(name, includingFile);

    public override string Identify(string file) => files.Identify(file);

    public override Stream? Open(string file)
    {
        using var stream = files.Open(file);
        if (stream is null)
        {
            return null;
        }

        // One byte over the limit is enough for the reader to refuse the file.
        var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int count; bytes.Length < s_limit && (count = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
        }

        Keep(file, Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        bytes.Position = 0;
        return bytes;
    }

    /// <summary>A line as it stands in a file, from 1; empty where there is none.</summary>
    public string Line(string file, int line)
    {
        if (!_lines.TryGetValue(file, out var lines))
        {
            lines = _texts.TryGetValue(file, out var text) ? text.TrimStart('\uFEFF').Split('\n') : [];
            _lines[file] = lines;
        }

        return line >= 1 && line <= lines.Length ? lines[line - 1] : "";
    }

    /// <summary>Whether <c>${key}</c> or a part of it is asked for anywhere.</summary>
    public bool Mentions(string key)
    {
        var quoted = $"\"{key}\"";
        return _texts.Values.Any(IsIn);

        bool IsIn(string text)
        {
            for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
            {
                var path = text.AsSpan(at + 2).TrimStart('?').TrimStart();
                if (path.StartsWith(key, StringComparison.Ordinal) || path.StartsWith(quoted, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the key at this place is the beginning of a longer path, as <c>lamp</c> in <c>lamp.room = hall</c>.</summary>
    public bool IsPassedThrough(HoconPosition at)
    {
        if (at.File.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            // The rows of a table are whole.
            return false;
        }

        var line = Line(at.File, at.Line);
        var i = Math.Min(at.Column - 1, line.Length);
        if (i < line.Length && line[i] == '"')
        {
            for (i++; i < line.Length && line[i] != '"'; i++)
            {
                i += line[i] == '\\' ? 1 : 0;
            }

            i = Math.Min(i + 1, line.Length);
        }
        else
        {
            while (i < line.Length && !(char.IsWhiteSpace(line[i]) || line[i] is '.' or '=' or ':' or '{' or '+'))
            {
                i++;
            }
        }

        while (i < line.Length && line[i] is ' ' or '\t')
        {
            i++;
        }

        return i < line.Length && line[i] == '.';
    }
}
