using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;
using TapoHive.Control.Keys;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.HouseFiles;

namespace TapoHive.Cli.Examining;

/// <summary>What an ordinary user sees of this machine and of a data folder on it.</summary>
internal static class MachineLook
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly (string Path, string Service)[] TimeServices =
    [
        ("/run/systemd/timesync/synchronized", "systemd-timesyncd"),
        ("/run/chrony/chronyd.pid", "chrony"),
        ("/run/chronyd.pid", "chrony"),
        ("/run/ntpd.pid", "ntpd"),
        ("/run/openntpd.pid", "openntpd"),
    ];

    /// <summary>How a data folder is.</summary>
    public static FolderState Folder(DataFolder folder)
    {
        try
        {
            if (!Directory.Exists(folder.Path))
            {
                return FolderState.Missing;
            }

            _ = Directory.EnumerateFileSystemEntries(folder.Path).Any();
            return (File.GetUnixFileMode(folder.Path) & Others) == UnixFileMode.None ? FolderState.Guarded : FolderState.OpenToOthers;
        }
        catch (UnauthorizedAccessException)
        {
            return FolderState.Forbidden;
        }
        catch (IOException)
        {
            return FolderState.Unknown;
        }
    }

    /// <summary>How the local operator's key is.</summary>
    public static FolderState Key(DataFolder folder)
    {
        try
        {
            if (SecretFile.StateOf(folder.LocalOperatorFile) is not SecretFileState.Missing and var state)
            {
                using var key = File.OpenRead(folder.LocalOperatorFile);
                return state == SecretFileState.Guarded ? FolderState.Guarded : FolderState.OpenToOthers;
            }

            // Whoever may not look into the folder is told that the file is missing.
            return Directory.Exists(folder.OperatorsFolder) && Folder(new DataFolder(folder.OperatorsFolder)) == FolderState.Forbidden ? FolderState.Forbidden : FolderState.Missing;
        }
        catch (UnauthorizedAccessException)
        {
            return FolderState.Forbidden;
        }
        catch (IOException)
        {
            return FolderState.Unknown;
        }
    }

    /// <summary>Bytes free where a folder is, or would be.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            var at = Path.GetFullPath(folder);
            while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } parent)
            {
                at = parent;
            }

            return new DriveInfo(at).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The service that keeps the clock right, where one shows itself.</summary>
    public static string? ClockKeptBy() => TimeServices.Where(static sign => File.Exists(sign.Path)).Select(static sign => sign.Service).FirstOrDefault();

    /// <summary>The version of the time zone data.</summary>
    public static string ZoneData() => TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>This machine's zone, where it has a name that is known.</summary>
    public static string? Zone() => DateTimeZoneProviders.Tzdb.Ids.Contains(TimeZoneInfo.Local.Id) ? TimeZoneInfo.Local.Id : null;

    /// <summary>How many files and sockets a process of this user may have open.</summary>
    public static long? OpenFiles()
    {
        try
        {
            var line = File.ReadLines("/proc/self/limits").FirstOrDefault(static line => line.StartsWith("Max open files", StringComparison.Ordinal));
            return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..]
                ? soft == "unlimited" ? long.MaxValue : long.Parse(soft, CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
