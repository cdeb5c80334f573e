namespace TapoHive.Hocon;

/// <summary>The file system.</summary>
internal sealed class FilesOnDisk : HoconFiles
{
    public override string Locate(string name, string includingFile) =>
        Path.Combine(Path.GetDirectoryName(includingFile) ?? "", name);

    public override string Identify(string file)
    {
        try
        {
            return Path.GetFullPath(file);
        }
        catch (ArgumentException)
        {
            return file;
        }
    }

    public override Stream? Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            throw new IOException($"'{file}' is not a usable file name", unusable);
        }
    }
}
