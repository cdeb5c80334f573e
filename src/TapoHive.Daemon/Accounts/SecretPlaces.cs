using TapoHive.Actors.Accounts;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Accounts;

/// <summary>Reads secrets from the places that files of ours name.</summary>
internal static class SecretPlaces
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const int LongestSecret = 4096;

    /// <summary>The secret, or why it cannot be had.</summary>
    public static async Task<SecretFound> ReadAsync(SecretReference reference)
    {
        switch (reference.Source)
        {
            case SecretSource.Environment:
                return Environment.GetEnvironmentVariable(reference.Place) is { Length: > 0 } value
                    ? new SecretFound(value, "")
                    : new SecretFound(null, $"the environment variable {reference.Place} is not set where the hive runs.");
            case SecretSource.Credential:
                return Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder
                    ? await ReadFileAsync(Path.Combine(folder, reference.Place)).ConfigureAwait(false)
                    : new SecretFound(null, $"systemd gave the hive no credentials; add LoadCredential={reference.Place}:... to its unit.");
            case SecretSource.File:
                return await ReadFileAsync(reference.Place).ConfigureAwait(false);
            default:
                throw new ArgumentOutOfRangeException(nameof(reference));
        }
    }

    private static async Task<SecretFound> ReadFileAsync(string path)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            {
                return new SecretFound(null, $"others can read or change {path}. Run: chmod 600 {path}");
            }

            var bytes = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
            return bytes.Length > LongestSecret
                ? new SecretFound(null, $"{path} has more than {LongestSecret} bytes; it should hold the password and nothing else.")
                : SecretText.Of(bytes) is { Length: > 0 } secret ? new SecretFound(secret, "")
                : new SecretFound(null, $"{path} is empty; write the password into it.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SecretFound(null, $"{path} cannot be read ({(error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "permission denied or I/O error")}).");
        }
    }
}
