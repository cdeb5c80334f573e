using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace TapoHive.Daemon.Storage;

/// <summary>The user a data folder belongs to, and their group: what root puts into it belongs to them too, or their hive could not read it.</summary>
/// <param name="User">The user's number.</param>
/// <param name="Group">The group's number.</param>
internal readonly partial record struct FolderOwner(int User, int Group)
{
    /// <summary>Who owns a folder.</summary>
    public static FolderOwner Of(string folder)
    {
        // .NET tells the owner of a file to its archives alone.
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(folder, "folder");
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        var entry = reader.GetNextEntry()!;
        return new FolderOwner(entry.Uid, entry.Gid);
    }

    /// <summary>Hands over a file or a folder, not what is in it; for root alone, all others write in their own name.</summary>
    /// <exception cref="IOException">The file system knows no owners.</exception>
    public void Take(string path)
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess && ChangeOwner(path, (uint)User, (uint)Group) != 0)
        {
            throw new IOException($"'{path}' cannot be given to user {User}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
