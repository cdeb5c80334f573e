namespace TapoHive.Domain.HouseFiles;

/// <summary>The path of a secret's file: relative to the file that names it, so that a house's folder can be moved as one.</summary>
internal static class SecretPath
{
    /// <summary>The absolute path; nothing, and a problem, where it cannot be one or others may get at the file.</summary>
    public static string? Of(Entry entry, string written, Func<string, SecretFileState> stateOf)
    {
        if (written.Length == 0 || written.Contains('\0', StringComparison.Ordinal))
        {
            entry.Error("this is no path of a file", "Write for example { file = secrets/tapo }");
            return null;
        }

        if (written[0] == '~')
        {
            entry.Error("'~' means nothing here", "Write the whole path, or one relative to this file");
            return null;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(entry.Value.DefinedAt.File)) ?? "";
        var path = Path.GetFullPath(written, folder);
        switch (stateOf(path))
        {
            case SecretFileState.Missing:
                entry.Warn($"there is no file '{path}'", "Put the password into it, then: chmod 600 on it");
                break;
            case SecretFileState.OpenToOthers:
                entry.Error($"other users of this machine can read or replace '{path}'", $"Run: chmod 600 '{path}'");
                return null;
            default:
                break;
        }

        return path;
    }
}
