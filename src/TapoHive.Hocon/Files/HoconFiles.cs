namespace TapoHive.Hocon;

/// <summary>Where a document's files come from: the disk, a set of texts, or whatever a subclass opens.</summary>
public abstract class HoconFiles
{
    /// <summary>The file system. Included names are relative to the including file's directory, never to the current one.</summary>
    public static HoconFiles OnDisk { get; } = new FilesOnDisk();

    /// <summary>Texts by name, with <c>/</c> between folders.</summary>
    public static HoconFiles InMemory(IReadOnlyDictionary<string, string> texts) => new FilesInMemory(texts);

    /// <summary>The name under which <paramref name="includingFile"/> reaches <paramref name="name"/>.</summary>
    public abstract string Locate(string name, string includingFile);

    /// <summary>One spelling for each file, so that an include cycle is recognised however it is written.</summary>
    public virtual string Identify(string file) => file;

    /// <summary>
    /// Opens a file for reading; <see langword="null"/> where there is none. An <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/> becomes a problem with its message.
    /// </summary>
    public abstract Stream? Open(string file);
}
