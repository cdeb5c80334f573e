namespace TapoHive.Domain.Sightings;

/// <summary>
/// What a discovery answer says of the account that owns a plug: 32 hex digits, the same for all plugs of one account
/// (PROTOCOL 1.2). A hint, not a proof. Kept in upper case so that two spellings of one owner are equal.
/// </summary>
public readonly record struct OwnerHash
{
    /// <summary>Takes the digits in either case.</summary>
    public OwnerHash(string value) => Value = value.ToUpperInvariant();

    /// <summary>The digits, upper case.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
