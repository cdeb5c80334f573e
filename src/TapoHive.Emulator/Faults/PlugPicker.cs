using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Faults;

/// <summary>Which plugs a fault is for, as a person wrote it: <c>all</c>, or numbers, ranges, shares, names and hardware addresses with commas
/// between.</summary>
/// <param name="Text">What was written.</param>
public sealed record PlugPicker(string Text)
{
    /// <summary>All plugs.</summary>
    public static PlugPicker All { get; } = new("all");

    /// <summary>The plugs that are meant, by number, or what is wrong.</summary>
    public Parsed<ImmutableArray<EmulatedPlug>> Pick(EmulatedHouse house)
    {
        ArgumentNullException.ThrowIfNull(house);
        SortedSet<int> numbers = [];
        foreach (var item in Text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (item.Equals("all", StringComparison.OrdinalIgnoreCase))
            {
                numbers.UnionWith(Enumerable.Range(1, house.Plugs.Length));
            }
            else if (item.EndsWith('%') && TryNumber(item[..^1], out var share) && share is >= 1 and <= 100)
            {
                numbers.UnionWith(Share(house.Plugs.Length, share));
            }
            else if (TryRange(item, out var from, out var to))
            {
                if (from < 1 || to < from || to > house.Plugs.Length)
                {
                    return Parsed<ImmutableArray<EmulatedPlug>>.No(
                        string.Create(CultureInfo.InvariantCulture, $"There is no plug '{item}'; the house has 1 to {house.Plugs.Length}."));
                }

                numbers.UnionWith(Enumerable.Range(from, to - from + 1));
            }
            else if (house.Plugs.FirstOrDefault(p => IsCalled(p, item)) is { } plug)
            {
                numbers.Add(plug.Number);
            }
            else
            {
                return Parsed<ImmutableArray<EmulatedPlug>>.No(
                    $"There is no plug '{item}'; write a number, a range such as 2-5, a share such as 30%, a name, a hardware address, or all.");
            }
        }

        return numbers.Select(house.Plug).ToImmutableArray();
    }

    // Spread evenly, so that every kind of plug in a mix gets its part.
    private static IEnumerable<int> Share(int count, int percent) =>
        Enumerable.Range(1, count).Where(n => n * percent / 100 > (n - 1) * percent / 100);

    private static bool TryRange(string item, out int from, out int to)
    {
        var dash = item.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            var isNumber = TryNumber(item, out from);
            to = from;
            return isNumber;
        }

        to = 0;
        return TryNumber(item[..dash], out from) && TryNumber(item[(dash + 1)..], out to);
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsCalled(EmulatedPlug plug, string name) =>
        plug.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || plug.Mac.ToString().Equals(name.Replace(':', '-'), StringComparison.OrdinalIgnoreCase);
}
