using System.Collections.Immutable;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>accounts</c>. Its sentences never show a value, because any of them may be a password in the wrong place.</summary>
internal sealed class AccountReader(HouseFileOptions options)
{
    private const string Example = "accounts.default { username = \"me@example.com\", password { file = secrets/tapo } }";

    /// <summary>The names that plugs may refer to, also of accounts with problems; the default one first.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The accounts, the default one first: the one called <c>default</c>, else the first in the file.</summary>
    public ImmutableArray<AccountDefinition> Read(Section house)
    {
        if (house.Find("accounts") is not { } entry)
        {
            house.Missing("accounts", "the house has no account to log in to its plugs with", $"Write {Example}");
            return [];
        }

        if (entry.Fields(keys: null, Example) is not { } section)
        {
            return [];
        }

        var accounts = new List<AccountDefinition>();
        var entries = section.Entries.OrderBy(account => account.Key != "default").ToList();
        if (entries.Count == 0)
        {
            section.Missing("", "'accounts' names no account", $"Write {Example}");
        }

        if (entries.Find(account => SectionKeys.Account.Known.Contains(account.Key)) is { } nameless)
        {
            nameless.ErrorAtKey($"'{nameless.Key}' stands where the name of an account should", $"Write {Example}");
            return [];
        }

        foreach (var account in entries)
        {
            Names.Add(account.Key);
            if (Account(account) is { } definition)
            {
                accounts.Add(definition);
            }
        }

        return [.. accounts];
    }

    private AccountDefinition? Account(Entry entry)
    {
        var isNamed = NameRules.IsName(entry, "an account");
        if (entry.Fields(SectionKeys.Account, Example) is not { } section)
        {
            return null;
        }

        var username = Username(section, entry.Key);
        var password = Password(section, entry.Key);
        return isNamed && username is not null && password is not null
            ? new AccountDefinition(new AccountName(entry.Key), username, password)
            : null;
    }

    private static string? Username(Section section, string account)
    {
        if (section.Find("username") is not { } entry)
        {
            section.Missing(
                "username", $"account '{account}' has no username",
                "Write username = \"me@example.com\", exactly as the Tapo app shows it");
            return null;
        }

        if (entry.Text("the e-mail of the TP-Link account", "Write username = \"me@example.com\"") is not { } text)
        {
            return null;
        }

        if (text.Trim().Length == 0 || text.Trim() != text)
        {
            entry.Error("the username is empty, or has blanks around it", "Write it exactly as the Tapo app shows it");
            return null;
        }

        if (!text.Contains('@', StringComparison.Ordinal))
        {
            entry.Warn("the username is no e-mail address", "Plugs know the account by its e-mail, exactly as the Tapo app shows it");
        }

        return text;
    }

    private SecretReference? Password(Section section, string account)
    {
        if (section.Find("password") is not { } entry)
        {
            section.Missing("password", $"account '{account}' has no password", $"Write {SecretShield.Reference}");
            return null;
        }

        if (entry.Value is not Hocon.HoconObject)
        {
            entry.Error(
                "a password must not stand in a house file",
                $"Put it into a file that only you can read and write {SecretShield.Reference}");
            return null;
        }

        return new SecretReader(options, "password", SecretShield.Reference).Read(entry);
    }
}
