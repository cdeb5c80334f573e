using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using TapoHive.Hocon.Syntax;
using TapoHive.Hocon.Tables;

namespace TapoHive.Hocon.Merging;

/// <summary>Opens files within the limits, and says why where it cannot.</summary>
internal sealed class FileLoader(HoconReaderOptions options, ProblemLog log)
{
    private readonly List<string> _names = [];
    private long _total;
    private int _includes;

    /// <summary>The names of the files read, each once.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>A text that the caller already has, as the document's first file.</summary>
    public SourceFile FromText(string text, string name)
    {
        if (text.Length > options.Limits.MaxFileSize)
        {
            ReportSize(new HoconPosition(name, 1, 1));
            text = "";
        }
        _total += text.Length;
        _names.Add(name);
        return new SourceFile(name, text, null, []);
    }

    /// <summary>The document's first file; empty if it cannot be had.</summary>
    public SourceFile Open(string name)
    {
        var start = new HoconPosition(name, 1, 1);
        var text = Text(name, start, out var isMissing);
        if (isMissing) log.Error(start, "", "there is no such file");
        _names.Add(name);
        return new SourceFile(name, text ?? "", null, []);
    }

    /// <summary>
    /// The files an include statement means: none, one, or for a name without extension its <c>.json</c> and <c>.conf</c>.
    /// </summary>
    public IEnumerable<SourceFile> Include(IncludeMember include, SourceFile includer, IReadOnlyList<string> prefix)
    {
        var path = HoconSyntax.Path(prefix);
        var isFound = false;
        string[] endings = Path.HasExtension(include.Name) ? [""] : ["", ".json", ".conf"];
        foreach (var ending in endings)
        {
            var name = options.Files.Locate(include.Name + ending, includer.Name);
            if (IsCycle(name, includer))
            {
                isFound = true;
                log.Error(include.Position, path, $"'{name}' includes itself{Through(name, includer)}", "Remove one of the includes");
                continue;
            }
            if (_includes >= options.Limits.MaxIncludes)
            {
                log.Error(include.Position, path, $"the document includes more than {options.Limits.MaxIncludes} files", "Include fewer");
                yield break;
            }
            var text = Text(name, include.Position, out var isMissing);
            isFound |= !isMissing;
            if (text is null) continue;
            _includes++;
            if (!_names.Contains(name)) _names.Add(name);
            yield return new SourceFile(name, text, includer, prefix);
        }
        if (isFound) yield break;
        var message = $"the included file '{include.Name}' does not exist";
        // A table is all that its file is for: without it thousands of values would be missing in silence.
        if (include.IsRequired || TableParser.Reads(include.Name))
            log.Error(
                include.Position, path, message,
                "Create it, or correct its name; it is looked for beside the including file");
        else log.Add(HoconSeverity.Note, include.Position, path, message, "It counts as empty; include required(...) insists on it");
    }

    private bool IsCycle(string name, SourceFile includer)
    {
        var identity = options.Files.Identify(name);
        for (var file = includer; file is not null; file = file.Includer)
            if (options.Files.Identify(file.Name) == identity) return true;
        return false;
    }

    private string Through(string name, SourceFile includer) =>
        options.Files.Identify(includer.Name) == options.Files.Identify(name) ? "" : $" through '{includer.Name}'";

    private string? Text(string name, HoconPosition position, out bool isMissing)
    {
        isMissing = false;
        try
        {
            using var stream = options.Files.Open(name);
            isMissing = stream is null;
            return stream is null ? null : Decode(stream, name, position);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            log.Error(position, "", $"'{name}' cannot be read: {unreadable.Message.TrimEnd('.')}");
            return null;
        }
    }

    private string? Decode(Stream stream, string name, HoconPosition position)
    {
        var limit = (int)Math.Clamp(options.Limits.MaxTotalSize - _total, 0, options.Limits.MaxFileSize);
        using var bytes = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            for (int count; bytes.Length <= limit && (count = stream.Read(buffer)) > 0;) bytes.Write(buffer, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (bytes.Length > limit)
        {
            ReportSize(position);
            return null;
        }
        _total += bytes.Length;
        var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        var chars = new char[content.Length];
        if (Utf8.ToUtf16(content, chars, out var read, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
            return new string(chars, 0, written);
        ReportEncoding(name, chars.AsSpan(0, written), content[read]);
        return Encoding.UTF8.GetString(content);
    }

    private void ReportEncoding(string name, ReadOnlySpan<char> before, byte culprit)
    {
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        log.Error(
            new HoconPosition(name, line, column), "",
            string.Create(CultureInfo.InvariantCulture, $"the file is not UTF-8: the byte {culprit:X2} cannot stand here"),
            "Save it as UTF-8");
    }

    private void ReportSize(HoconPosition position) =>
        log.Error(
            position, "",
            $"the file is too large: at most {options.Limits.MaxFileSize} bytes a file and {options.Limits.MaxTotalSize} in all are read",
            "Split it, or raise the limit");
}
