namespace TapoHive.Daemon.Storage;

/// <summary>Keeps a second daemon off a data folder. The system lets go of it when the process ends, however it ends.</summary>
public sealed class DaemonLock : IDisposable
{
    // The system's own numbers for a file that another process holds.
    private static readonly int HeldByAnother = OperatingSystem.IsWindows() ? 32 : OperatingSystem.IsMacOS() ? 35 : 11;
    private readonly FileStream _file;

    private DaemonLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="DaemonException">Another daemon has it.</exception>
    public static DaemonLock Take(StorageFolder folder)
    {
        try
        {
            return new DaemonLock(new FileStream(folder.LockFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (IOException error) when ((error.HResult & 0xFFFF) == HeldByAnother)
        {
            throw new DaemonException($"Another hive is running on the data folder {folder.Root}. Stop it first, or name another folder with --data.", error);
        }
        catch (IOException error)
        {
            throw new DaemonException($"The data folder {folder.Root} cannot be used: {error.Message.TrimEnd('.')}. See that its disk works and has room, or name another with --data.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DaemonException($"The data folder {folder.Root} cannot be written. Correct its permissions, or name another with --data.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
