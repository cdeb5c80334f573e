namespace TapoHive.Hocon;

/// <summary>An unquoted <c>null</c>: a key set to nothing, on purpose.</summary>
public sealed class HoconNull : HoconValue
{
    internal HoconNull(HoconPosition position, HoconPosition definedAt) : base(position, definedAt)
    {
    }

    internal override int Weight => 1;

    internal override int Depth => 1;

    internal override string Noun => "null";

    internal override HoconValue At(HoconPosition position) => new HoconNull(position, DefinedAt);

    /// <inheritdoc/>
    public override string ToString() => "null";
}
