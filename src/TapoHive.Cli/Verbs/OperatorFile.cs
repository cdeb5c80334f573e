using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary>The file that makes somebody an operator.</summary>
internal static class OperatorFile
{
    /// <summary>Refuses a path that cannot become a key file, before anything is asked of a hive.</summary>
    /// <exception cref="HiveException">Something is there already, or its folder is not.</exception>
    public static void RefuseToOverwrite(string path)
    {
        if (Path.Exists(path))
        {
            throw new HiveException(HiveFailure.Invalid, $"'{path}' is there already, and a key file is not written over another file. Name another one with --file.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new HiveException(HiveFailure.Invalid, $"There is no folder '{folder}'. Make it, or name another file with --file.");
        }
    }
}
