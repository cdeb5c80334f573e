using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary>A file that a command makes, or is given.</summary>
internal static class NamedFile
{
    /// <summary>Where it is.</summary>
    /// <exception cref="HiveException">The name is empty, as one is that a script's variable did not have.</exception>
    public static string PathOf(string name) => string.IsNullOrWhiteSpace(name)
        ? throw new HiveException(HiveFailure.Invalid, "The name of the file is empty. Name one.")
        : Path.GetFullPath(name);

    /// <summary>Refuses a path that cannot become a new file, before anything is asked of a hive.</summary>
    /// <param name="path">The path.</param>
    /// <param name="what">What the file is to be.</param>
    /// <param name="by">How another one is named, where that takes an option.</param>
    /// <exception cref="HiveException">Something is there already, or its folder is not.</exception>
    public static void RefuseToOverwrite(string path, string what, string by = "")
    {
        if (Path.Exists(path))
        {
            throw new HiveException(HiveFailure.Invalid, $"'{path}' is there already, and {what} is not written over another file. Name another one{by}.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new HiveException(HiveFailure.Invalid, $"There is no folder '{folder}'. Make it, or name another file{by}.");
        }
    }
}
