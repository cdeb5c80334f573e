using TapoHive.Domain.Text;

namespace TapoHive.Domain.Accounts;

/// <summary>The name that a house file gives to one TP-Link account.</summary>
public readonly record struct AccountName(string Value) : IText<AccountName>, IComparable<AccountName>
{
    /// <inheritdoc/>
    public static AccountName FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(AccountName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
