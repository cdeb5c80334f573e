namespace TapoHive.Domain.HouseFiles;

/// <summary>Secrets' files on disk.</summary>
public static class SecretFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The state of the file at an absolute path. On Windows a file that exists counts as guarded.</summary>
    public static SecretFileState StateOf(string path)
    {
        if (!File.Exists(path))
        {
            return SecretFileState.Missing;
        }

        if (OperatingSystem.IsWindows())
        {
            return SecretFileState.Guarded;
        }

        try
        {
            // A link's own mode says nothing: what counts is the file it leads to.
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return (File.GetUnixFileMode(target) & Others) == UnixFileMode.None ? SecretFileState.Guarded : SecretFileState.OpenToOthers;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return SecretFileState.Guarded;
        }
    }
}
