using System.Collections.Immutable;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Protocol;

namespace TapoHive.Actors.Accounts;

/// <summary>Where links get an account's secret. The only place that holds one; no message, event or log ever does. Thread-safe.</summary>
public interface IAccountVault
{
    /// <summary>A house says where its accounts' secrets are to be had. Nothing is read yet.</summary>
    void Learn(HouseName house, ImmutableArray<AccountDefinition> accounts);

    /// <summary>An operator may have put a house's secrets right: each is read anew when it is next asked for.</summary>
    void ReadAgain(HouseName house);

    /// <summary>The account's credentials, read on first use and kept until they are to be read again.</summary>
    Task<Result<Account>> FindAsync(HouseName house, AccountName account, CancellationToken cancellation);
}
