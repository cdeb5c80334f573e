using System.Text;

namespace TapoHive.Hocon;

/// <summary>Texts by name.</summary>
internal sealed class FilesInMemory(IReadOnlyDictionary<string, string> texts) : HoconFiles
{
    public override string Locate(string name, string includingFile)
    {
        if (name.StartsWith('/')) return name;
        var folders = new List<string>(includingFile.Split('/')[..^1]);
        foreach (var part in name.Split('/'))
        {
            if (part is "." or "") continue;
            if (part == ".." && folders.Count > 0 && folders[^1] is not ("" or "..")) folders.RemoveAt(folders.Count - 1);
            else folders.Add(part);
        }
        return string.Join('/', folders);
    }

    public override Stream? Open(string file) =>
        texts.TryGetValue(file, out var text) ? new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false) : null;
}
