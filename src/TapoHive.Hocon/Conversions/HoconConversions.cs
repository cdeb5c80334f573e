using System.Globalization;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon;

/// <summary>
/// Reads values as what a program needs. Nothing throws for what a file says: the result carries a sentence and a position.
/// </summary>
public static class HoconConversions
{
    private static readonly string[] s_true = ["true", "yes", "on"];
    private static readonly string[] s_false = ["false", "no", "off"];

    /// <summary>Any scalar as its text, numbers and booleans exactly as written.</summary>
    public static HoconResult<string> AsText(this HoconValue value) =>
        value is HoconText text ? HoconResult<string>.Ok(text.Text)
            : HoconResult<string>.Refused(value, $"text is expected here, not {value.Noun}");

    /// <summary><c>true</c>, <c>yes</c>, <c>on</c>, <c>false</c>, <c>no</c> or <c>off</c>, in lower case.</summary>
    public static HoconResult<bool> AsBoolean(this HoconValue value)
    {
        if (value is HoconText { Text: var text })
        {
            if (s_true.Contains(text, StringComparer.Ordinal)) return HoconResult<bool>.Ok(true);
            if (s_false.Contains(text, StringComparer.Ordinal)) return HoconResult<bool>.Ok(false);
        }
        return HoconResult<bool>.Refused(value, $"yes or no is expected here, not {value.Noun}", "Write true, yes or on; false, no or off");
    }

    /// <summary>A whole number by JSON's rules: no sign but <c>-</c>, no leading zero. <c>1e3</c> and <c>2.0</c> are whole.</summary>
    public static HoconResult<long> AsLong(this HoconValue value, long min = long.MinValue, long max = long.MaxValue)
    {
        if (!TryDecimal(value, out var number) || decimal.Truncate(number) != number || number is < long.MinValue or > long.MaxValue)
            return HoconResult<long>.Refused(value, $"a whole number is expected here, not {value.Noun}", "Write for example 42");
        return number < min || number > max
            ? HoconResult<long>.Refused(value, $"{value.Noun} is out of range", Range(min, max))
            : HoconResult<long>.Ok((long)number);
    }

    /// <summary>A finite number by JSON's rules.</summary>
    public static HoconResult<double> AsDouble(this HoconValue value) =>
        value is HoconText { Text: var text } && IsNumber(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? HoconResult<double>.Ok(number)
            : HoconResult<double>.Refused(value, $"a number is expected here, not {value.Noun}", "Write for example 42 or -0.61");

    /// <summary>
    /// A length of time: a number and a unit (<c>ns us ms s m h d w</c> or their names), as <c>10m</c>, <c>1.5h</c>, <c>1 day</c>.
    /// Rounded to 100 ns. A bare number is refused, unless <paramref name="bareUnit"/> says how long 1 is. May be negative.
    /// </summary>
    public static HoconResult<TimeSpan> AsDuration(this HoconValue value, TimeSpan? bareUnit = null) => Durations.Read(value, bareUnit);

    /// <summary>
    /// A size in bytes: a number and optionally a unit, <c>K</c>, <c>KiB</c> (1024) or <c>kB</c> (1000) and so on. Never negative.
    /// </summary>
    public static HoconResult<long> AsBytes(this HoconValue value) => Sizes.Read(value);

    /// <summary>An object.</summary>
    public static HoconResult<HoconObject> AsObject(this HoconValue value) =>
        value is HoconObject fields
            ? HoconResult<HoconObject>.Ok(fields)
            : HoconResult<HoconObject>.Refused(value, $"an object is expected here, not {value.Noun}", "Write { key = value }");

    /// <summary>A list, or an object with whole numbers for keys in their order. A single value is refused.</summary>
    public static HoconResult<HoconArray> AsList(this HoconValue value) =>
        value is HoconArray list ? HoconResult<HoconArray>.Ok(list)
        : value is HoconObject fields && fields.ToArray() is { } items ? HoconResult<HoconArray>.Ok(items)
        : HoconResult<HoconArray>.Refused(
            value, $"a list is expected here, not {value.Noun}", value is HoconText ? "Write it in brackets: [ ... ]" : null);

    /// <summary>As <see cref="AsList"/>, and a single scalar or object counts as a list of one.</summary>
    public static HoconResult<HoconArray> AsListOrSingle(this HoconValue value)
    {
        var list = value.AsList();
        return list.IsOk || value is HoconNull ? list : HoconResult<HoconArray>.Ok(HoconArray.Of([value], value.Position));
    }

    internal static bool TryDecimal(HoconValue value, out decimal number)
    {
        number = 0;
        return value is HoconText { Text: var text } && IsNumber(text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsNumber(string text) => text.Length > 0 && Characters.NumberEnd(text, 0) == text.Length && !HasLeadingZero(text);

    private static bool HasLeadingZero(string text)
    {
        var first = text[0] == '-' ? 1 : 0;
        return text.Length > first + 1 && text[first] == '0' && char.IsAsciiDigit(text[first + 1]);
    }

    private static string Range(long min, long max) => (min, max) switch
    {
        (_, long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"Write a number from {min} up"),
        (long.MinValue, _) => string.Create(CultureInfo.InvariantCulture, $"Write a number up to {max}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"Write a number from {min} to {max}"),
    };
}
