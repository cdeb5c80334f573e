using TapoHive.Control.Keys;

namespace TapoHive.Daemon.Storage;

/// <summary>The part of a data folder that the daemon alone uses: journal, telemetry, lock, fingerprint key.</summary>
public sealed class StorageFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private StorageFolder(string path) => Root = path;

    /// <summary>The folder itself, absolute.</summary>
    public string Root { get; }

    /// <summary>The journal's database.</summary>
    public string JournalFile => Path.Combine(Root, "journal.db");

    /// <summary>Says that the journal is not here but in PostgreSQL.</summary>
    public string ElsewhereFile => Path.Combine(Root, "journal.postgresql");

    /// <summary>The history's database, and that of whatever else can be lost.</summary>
    public string TelemetryFile => Path.Combine(Root, "telemetry.db");

    /// <summary>Held by the one daemon that uses the folder.</summary>
    public string LockFile => Path.Combine(Root, "hive.lock");

    /// <summary>The key of credential fingerprints.</summary>
    public string FingerprintKeyFile => Path.Combine(Root, "fingerprint.key");

    /// <summary>Where the hive showed itself last at an MQTT broker.</summary>
    public string MqttPlaceFile => Path.Combine(Root, "mqtt-place.json");

    /// <summary>Opens the folder, making it where there is none.</summary>
    /// <exception cref="DaemonException">It cannot be made or used.</exception>
    public static StorageFolder Open(DataFolder folder)
    {
        var full = Path.GetFullPath(folder.Path);
        try
        {
            if (!Directory.Exists(full))
            {
                Directory.CreateDirectory(full, Private);
            }

            return new StorageFolder(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DaemonException($"The data folder {full} cannot be made: {error.Message} Name another with --data, or correct its permissions.", error);
        }
    }

    /// <summary>Reads a private file, or makes it with content of the given length from the system's random source. One of another length was never whole.</summary>
    public static async Task<byte[]> ReadOrMakeSecretAsync(string path, int length, CancellationToken cancellation)
    {
        if (File.Exists(path) && await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false) is var known && known.Length == length)
        {
            return known;
        }

        var secret = System.Security.Cryptography.RandomNumberGenerator.GetBytes(length);
        PrivateFile.Write(path, secret);
        return secret;
    }
}
