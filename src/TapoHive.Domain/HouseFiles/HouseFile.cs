namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// Reads a house file (HOCON; DESIGN section 5) into a <see cref="Houses.HouseDefinition"/>. Whatever the file holds, nothing is
/// thrown: every problem is reported at once, each at its line and with a remedy. Thread-safe.
/// </summary>
public static class HouseFile
{
    /// <summary>Reads a file. One that is missing or unreadable is a problem at its line 1.</summary>
    public static HouseFileResult Read(string path, HouseFileOptions? options = null)
    {
        options ??= HouseFileOptions.Default;
        var sources = new SourceTexts(options.Files);
        return new HouseReader(options, sources).Read(path, reading => Hocon.HoconReader.ReadFile(path, reading));
    }

    /// <summary>Reads a text. Problems show <paramref name="name"/>, and includes and secret files are relative to it.</summary>
    public static HouseFileResult ReadText(string text, string name, HouseFileOptions? options = null)
    {
        options ??= HouseFileOptions.Default;
        var sources = new SourceTexts(options.Files);
        sources.Keep(name, text);
        return new HouseReader(options, sources).Read(name, reading => Hocon.HoconReader.Read(text, name, reading));
    }
}
