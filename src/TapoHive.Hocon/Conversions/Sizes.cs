namespace TapoHive.Hocon;

/// <summary>The units of size. A single letter is a power of 1024, as the specification has it.</summary>
internal static class Sizes
{
    private const string Example = "Write a number and a unit, for example 64 KiB (1024 bytes each) or 64 kB (1000 each)";
    private const string Letters = "KMGTPEZY";
    private static readonly string[] s_decimalNames = ["kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta"];
    private static readonly string[] s_binaryNames = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi", "zebi", "yobi"];
    private static readonly Dictionary<string, decimal> s_units = Units();

    public static HoconResult<long> Read(HoconValue value)
    {
        if (Quantity.Of(value) is not { } quantity)
            return HoconResult<long>.Refused(value, $"a size in bytes is expected here, not {value.Noun}", Example);
        if (!s_units.TryGetValue(quantity.Unit, out var unit))
            return HoconResult<long>.Refused(value, $"'{quantity.Unit}' is no unit of size", Example);
        return quantity.Number < 0 ? HoconResult<long>.Refused(value, $"a size cannot be negative, as {value.Noun} is", Example)
            : quantity.Times(unit) is { } bytes ? HoconResult<long>.Ok(bytes)
            : HoconResult<long>.Refused(value, $"{value.Noun} is too large", "At most 8 EiB less one byte are possible");
    }

    private static Dictionary<string, decimal> Units()
    {
        var units = new Dictionary<string, decimal>(StringComparer.Ordinal) { [""] = 1, ["B"] = 1, ["b"] = 1, ["byte"] = 1, ["bytes"] = 1 };
        var (thousands, binary) = (1m, 1m);
        for (var index = 0; index < Letters.Length; index++)
        {
            (thousands, binary) = (thousands * 1000, binary * 1024);
            var upper = Letters[index].ToString();
            var lower = upper.ToLowerInvariant();
            var (binaryName, decimalName) = (s_binaryNames[index] + "byte", s_decimalNames[index] + "byte");
            foreach (var name in (string[])[upper, lower, upper + "i", upper + "iB", binaryName, binaryName + "s"]) units[name] = binary;
            foreach (var name in (string[])[index == 0 ? "kB" : upper + "B", decimalName, decimalName + "s"]) units[name] = thousands;
        }
        return units;
    }
}
