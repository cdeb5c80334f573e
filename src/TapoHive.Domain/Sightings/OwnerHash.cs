using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Sightings;

/// <summary>
/// What a discovery answer says of the account that owns a plug: 32 hex digits, the same for all plugs of one account
/// (PROTOCOL 1.2). A hint, not a proof. Kept in upper case so that two spellings of one owner are equal.
/// </summary>
public readonly record struct OwnerHash : IText<OwnerHash>
{
    /// <summary>Takes the digits in either case.</summary>
    public OwnerHash(string value) => Value = value.ToUpperInvariant();

    /// <summary>The digits, upper case.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public static OwnerHash FromText(string text) => new(text);

    /// <summary>The hash that plugs of this account show: MD5 of the e-mail as it stands in the account, case kept (PROTOCOL 1.2).</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The plugs' own choice; nothing is protected by it.")]
    public static OwnerHash OfUser(string username) => new(Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(username))));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
