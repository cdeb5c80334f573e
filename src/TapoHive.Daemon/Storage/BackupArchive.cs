using System.Formats.Tar;
using System.IO.Compression;
using TapoHive.Control.Keys;

namespace TapoHive.Daemon.Storage;

/// <summary>The file of a backup: a compressed tar archive, whose entries go by the names that they have in a data folder.</summary>
internal static class BackupArchive
{
    /// <summary>The entry of the journal.</summary>
    public const string JournalName = "journal.db";

    /// <summary>The entry of the energy figures; not in every backup.</summary>
    public const string TelemetryName = "telemetry.db";

    private const string FingerprintKeyName = "fingerprint.key";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly string[] Folders = ["gate", "operators"];

    /// <summary>How a file is made that nobody else ever reads.</summary>
    public static FileStreamOptions NewPrivate() => new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private };

    /// <summary>Makes one.</summary>
    /// <param name="file">The file to make.</param>
    /// <param name="folder">The data folder, of which the keys are taken.</param>
    /// <param name="copies">The files of other entries, by name.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task WriteAsync(string file, DataFolder folder, IReadOnlyDictionary<string, string> copies, CancellationToken cancellation)
    {
        var target = new FileStream(file, NewPrivate());
        await using (target.ConfigureAwait(false))
        {
            var packed = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
            await using (packed.ConfigureAwait(false))
            {
                var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
                await using (tar.ConfigureAwait(false))
                {
                    foreach (var (name, path) in copies.Concat(Keys(folder)))
                    {
                        await AddAsync(tar, path, name, cancellation).ConfigureAwait(false);
                    }
                }
            }

            target.Flush(flushToDisk: true);
        }
    }

    /// <summary>Unpacks one into a folder that is there for nothing else.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or no backup of a hive.</exception>
    public static async Task ReadAsync(string file, string into, CancellationToken cancellation)
    {
        var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (source.ConfigureAwait(false))
        {
            var unpacked = new GZipStream(source, CompressionMode.Decompress);
            await using (unpacked.ConfigureAwait(false))
            {
                var tar = new TarReader(unpacked);
                await using (tar.ConfigureAwait(false))
                {
                    while (await tar.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
                    {
                        await TakeAsync(entry, into, cancellation).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Keys(DataFolder folder) => Folders
        .Select(name => Path.Combine(folder.Path, name)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles)
        .Append(Path.Combine(folder.Path, FingerprintKeyName)).Where(File.Exists)
        .Where(static path => !path.EndsWith(".new", StringComparison.Ordinal))
        .Select(path => KeyValuePair.Create(Path.GetRelativePath(folder.Path, path), path));

    // What a file holds, also where it is a link to somewhere else: that may not be there when it is needed.
    private static async Task AddAsync(TarWriter tar, string path, string name, CancellationToken cancellation)
    {
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using (content.ConfigureAwait(false))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = Private }, cancellation).ConfigureAwait(false);
        }
    }

    // Names are ours or nobody's: a file from somewhere writes nowhere else.
    private static async Task TakeAsync(TarEntry entry, string into, CancellationToken cancellation)
    {
        var parts = entry.Name.Split('/');
        var isKnown = entry.EntryType is TarEntryType.RegularFile && parts switch
        {
            [JournalName or TelemetryName or FingerprintKeyName] => true,
            [var folder, var name] => Folders.Contains(folder) && name.Length > 0 && name is not ("." or ".."),
            _ => false,
        };
        if (!isKnown)
        {
            throw new InvalidDataException($"it holds '{entry.Name}', which no backup of a hive does.");
        }

        var target = Path.Combine(into, entry.Name);
        PrivateFile.EnsureFolder(Path.GetDirectoryName(target)!);
        var written = new FileStream(target, NewPrivate());
        await using (written.ConfigureAwait(false))
        {
            await (entry.DataStream ?? Stream.Null).CopyToAsync(written, cancellation).ConfigureAwait(false);
            written.Flush(flushToDisk: true);
        }
    }
}
