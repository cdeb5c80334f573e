using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Actors.Accounts;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Protocol;

namespace TapoHive.Daemon.Accounts;

/// <summary>Reads accounts' secrets from where house files say they are kept, once in a process's life, and holds them.</summary>
public sealed class AccountVault(byte[] fingerprintKey) : IAccountVault
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const int LongestSecret = 4096;

    private readonly ConcurrentDictionary<(HouseName, AccountName), (AccountDefinition Definition, Lazy<Task<Result<Account>>> Account)> _accounts = new();

    /// <inheritdoc/>
    public void Learn(HouseName house, ImmutableArray<AccountDefinition> accounts)
    {
        foreach (var account in accounts)
        {
            _accounts.AddOrUpdate(
                (house, account.Name),
                _ => (account, ReadOnce(account)),
                (_, known) => known.Definition == account ? known : (account, ReadOnce(account)));
        }
    }

    /// <inheritdoc/>
    public async Task<Result<Account>> FindAsync(HouseName house, AccountName account, CancellationToken cancellation)
    {
        if (!_accounts.TryGetValue((house, account), out var known))
        {
            return new Failure(FailureKind.CredentialsRejected, $"House '{house}' has no account '{account}'. Add it to the house file.");
        }

        var found = await known.Account.Value.WaitAsync(cancellation).ConfigureAwait(false);
        if (found is Result<Account>.Failed)
        {
            // A secret that could not be read may be put right while the hive runs: it is looked for again next time.
            _accounts.TryUpdate((house, account), (known.Definition, ReadOnce(known.Definition)), known);
        }

        return found;
    }

    private Lazy<Task<Result<Account>>> ReadOnce(AccountDefinition account) => new(() => ReadAsync(account));

    private async Task<Result<Account>> ReadAsync(AccountDefinition account)
    {
        var (secret, trouble) = await ReadSecretAsync(account.Password).ConfigureAwait(false);
        if (secret is null)
        {
            return new Failure(FailureKind.CredentialsRejected, $"The password of account '{account.Name}' cannot be had: {trouble}");
        }

        var text = Encoding.UTF8.GetBytes($"{account.Username.Length}:{account.Username}{secret}");
        var fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, text));
        CryptographicOperations.ZeroMemory(text);
        return new Account(new PlugCredentials(account.Username, secret), new CredentialFingerprint(fingerprint));
    }

    private static async Task<(string? Secret, string Trouble)> ReadSecretAsync(SecretReference reference)
    {
        switch (reference.Source)
        {
            case SecretSource.Environment:
                return Environment.GetEnvironmentVariable(reference.Place) is { Length: > 0 } value
                    ? (value, "")
                    : (null, $"the environment variable {reference.Place} is not set where the hive runs.");
            case SecretSource.Credential:
                return Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder
                    ? await ReadFileAsync(Path.Combine(folder, reference.Place)).ConfigureAwait(false)
                    : (null, $"systemd gave the hive no credentials; add LoadCredential={reference.Place}:... to its unit.");
            case SecretSource.File:
                return await ReadFileAsync(reference.Place).ConfigureAwait(false);
            default:
                throw new ArgumentOutOfRangeException(nameof(reference));
        }
    }

    private static async Task<(string? Secret, string Trouble)> ReadFileAsync(string path)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            {
                return (null, $"others can read or change {path}. Run: chmod 600 {path}");
            }

            var bytes = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
            return bytes.Length > LongestSecret
                ? (null, $"{path} has more than {LongestSecret} bytes; it should hold the password and nothing else.")
                : bytes.Length == 0 ? (null, $"{path} is empty; write the password into it.")
                : (WithoutNewline(Encoding.UTF8.GetString(bytes)), "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read ({(error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "permission denied or I/O error")}).");
        }
    }

    private static string WithoutNewline(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
