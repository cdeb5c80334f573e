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

/// <summary>Reads accounts' secrets from where house files say they are kept, and holds them until they are to be read again.</summary>
public sealed class AccountVault(byte[] fingerprintKey) : IAccountVault
{
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
    public void ReadAgain(HouseName house)
    {
        foreach (var (key, known) in _accounts)
        {
            if (key.Item1 == house)
            {
                _accounts.TryUpdate(key, (known.Definition, ReadOnce(known.Definition)), known);
            }
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
        var (secret, trouble) = await SecretPlaces.ReadAsync(account.Password).ConfigureAwait(false);
        if (secret is null)
        {
            return new Failure(FailureKind.CredentialsRejected, $"The password of account '{account.Name}' cannot be had: {trouble}");
        }

        var text = Encoding.UTF8.GetBytes($"{account.Username.Length}:{account.Username}{secret}");
        var fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, text));
        CryptographicOperations.ZeroMemory(text);
        return new Account(new PlugCredentials(account.Username, secret), new CredentialFingerprint(fingerprint));
    }
}
