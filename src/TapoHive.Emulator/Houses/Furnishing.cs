using System.Collections.Immutable;
using System.Globalization;

namespace TapoHive.Emulator.Houses;

/// <summary>What is plugged in: names as people give them, with a plausible load.</summary>
internal static class Furnishing
{
    private static readonly (string Name, double Watts)[] _single =
    [
        ("Hall lamp", 9), ("Kettle", 2200), ("Fridge", 85), ("Washing machine", 480), ("Reading lamp", 7.5), ("Television", 95), ("Router", 11),
        ("Bath heater", 1500), ("Coffee machine", 1350), ("Aquarium", 42), ("Fan", 38), ("Christmas tree", 24), ("Iron", 2000), ("Amplifier", 55),
        ("Porch light", 12), ("Dehumidifier", 260), ("Toaster", 900), ("Sewing machine", 100), ("Dishwasher", 1100), ("Bedside lamp", 6),
        ("Garden pump", 180), ("Workbench", 320), ("Freezer", 110), ("Printer", 14),
    ];

    private static readonly string[] _singleNames = [.. _single.Select(static s => s.Name)];
    private static readonly string[] _strips = ["Desk strip", "Media strip", "Workshop strip", "Kitchen strip"];

    private static readonly (string Name, double Watts)[] _onStrip =
        [("Monitor", 32), ("Printer", 14), ("Light strip", 18), ("Charger", 20), ("Speakers", 25), ("Console", 140), ("Soldering iron", 60), ("Radio", 8)];

    /// <summary>The name of the n-th plug (from 0) that is, or is not, a strip.</summary>
    public static string Name(int seed, int index, bool isStrip)
    {
        var names = isStrip ? _strips : _singleNames;
        return Numbered(names[Position(seed, index, names.Length)], index / names.Length);
    }

    /// <summary>What hangs on the n-th plug: one load, or one for each socket.</summary>
    public static ImmutableArray<(string Name, double Watts)> Loads(int seed, int index, bool isStrip, int sockets) => isStrip
        ? [.. Enumerable.Range(0, sockets).Select(i => _onStrip[Position(seed, (index * 3) + i, _onStrip.Length)])]
        : [_single[Position(seed, index, _single.Length)]];

    // Each round goes through all of them once; the seed says where it begins.
    private static int Position(int seed, int index, int count) => (int)(((uint)seed + (uint)index) % (uint)count);

    private static string Numbered(string name, int round) =>
        round == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {round + 1}");
}
