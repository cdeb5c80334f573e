namespace TapoHive.Cli.Verbs;

/// <summary>How this program can be called again from any terminal.</summary>
public static class ProgramPath
{
    /// <summary>As it was typed where that works anywhere (a word found in PATH), else the full path.</summary>
    public static string AsTyped()
    {
        var typed = FirstWordTyped();
        var path = Environment.ProcessPath ?? "tapohive";
        if (Path.GetFileNameWithoutExtension(path) == "dotnet")
        {
            return $"dotnet {Quoted(Path.Combine(AppContext.BaseDirectory, "tapohive.dll"))}";
        }

        return typed is { Length: > 0 } && !typed.Contains('/', StringComparison.Ordinal) ? typed : Quoted(path);
    }

    /// <summary>A path as a shell takes it for one word.</summary>
    public static string Quoted(string path) =>
        path.All(static c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '+' or '~' or ':' or '\\')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string? FirstWordTyped()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText("/proc/self/cmdline").Split('\0')[0] : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
