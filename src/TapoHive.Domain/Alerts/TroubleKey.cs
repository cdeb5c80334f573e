using System.Globalization;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Alerts;

/// <summary>Who is in trouble: a plug as a whole, or one outlet of it.</summary>
public readonly record struct TroubleKey(PlugId Plug, OutletSlot? Slot) : IText<TroubleKey>, IComparable<TroubleKey>
{
    /// <inheritdoc/>
    public static TroubleKey FromText(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash < 0 ? throw new FormatException($"'{text}' names nobody who can be in trouble.")
            : slash == text.Length - 1 ? new TroubleKey(new PlugId(text[..slash]), null)
            : new TroubleKey(new PlugId(text[..slash]), new OutletSlot(int.Parse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public int CompareTo(TroubleKey other) =>
        Plug.CompareTo(other.Plug) is var byPlug and not 0 ? byPlug : Nullable.Compare(Slot, other.Slot);

    /// <inheritdoc/>
    public override string ToString() => $"{Plug}/{Slot?.ToString() ?? ""}";
}
