using System.Globalization;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon;

/// <summary>The specification's units format: a number, blanks, a unit of letters (or none).</summary>
internal readonly record struct Quantity(decimal Number, string Unit)
{
    public static Quantity? Of(HoconValue value)
    {
        if (value is not HoconText { Text: var written }) return null;
        var text = written.Trim();
        var end = Characters.NumberEnd(text, 0);
        // In 10e the letter is a unit, not half an exponent; NumberEnd leaves it alone.
        var unit = text[end..].TrimStart();
        return end > 0 && unit.All(char.IsLetter)
            && decimal.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new Quantity(number, unit)
                : null;
    }

    /// <summary>The number times <paramref name="unit"/>, rounded; <see langword="null"/> where that exceeds 64 bits.</summary>
    public long? Times(decimal unit)
    {
        try
        {
            return checked((long)decimal.Round(Number * unit));
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
