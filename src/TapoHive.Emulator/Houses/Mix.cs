using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Emulator.Hardware;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// Which plugs a house has, in order. Written <c>aes=2,klap=5,klap1=1,strip=1</c>: <c>aes</c> alternates P100 with login v1 and v2, <c>klap</c> goes round
/// P110, P105, P115 and an earlier P110, <c>klap1</c> is a Kasa HS100, <c>tpap</c> goes round P110M, P115 and P105 with firmware of late 2025, <c>strip</c>
/// alternates P300 and P304M, <c>tpap-strip</c> is a P304M of late 2025; model names (<c>p110=3</c>) work too.
/// </summary>
public sealed class Mix
{
    private Mix(ImmutableArray<PlugModel> models) => Models = models;

    /// <summary>A small house with something of everything that is common.</summary>
    public static Mix Default { get; } = Of("klap=4,aes=2,strip=1");

    /// <summary>How many plugs.</summary>
    public int Count => Models.Length;

    /// <summary>The names that may be written.</summary>
    public static IEnumerable<string> Names => PlugModels.ByName.Keys;

    internal ImmutableArray<PlugModel> Models { get; }

    /// <summary>Reads a mix.</summary>
    /// <param name="text">What a person wrote; null is the default.</param>
    /// <param name="plugs">How many plugs in all: the mix is repeated or cut to fit. Null is as many as it says.</param>
    public static Parsed<Mix> Parse(string? text, int? plugs = null)
    {
        if (plugs is < 1 or > 100_000)
        {
            return Parsed<Mix>.No(string.Create(CultureInfo.InvariantCulture, $"{plugs} plugs cannot be emulated; use 1 to 100000."));
        }

        var models = ImmutableArray.CreateBuilder<PlugModel>();
        foreach (var part in (text ?? "klap=4,aes=2,strip=1").Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            if (!PlugModels.ByName.TryGetValue(name, out var kinds))
            {
                return Parsed<Mix>.No($"'{name}' is not a kind of plug; known are {string.Join(", ", Names)}. Write a mix as aes=2,klap=5.");
            }

            var count = 1;
            if (equals >= 0 && (!int.TryParse(part.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count > 100_000))
            {
                return Parsed<Mix>.No($"'{part[(equals + 1)..]}' is not a number of plugs; write {name}=2, for example.");
            }

            models.AddRange(Enumerable.Range(0, count).Select(i => kinds[i % kinds.Length]));
        }

        return models.Count == 0
            ? Parsed<Mix>.No("The mix has no plugs; write aes=2,klap=5, for example.")
            : new Mix(plugs is { } wanted ? [.. Enumerable.Range(0, wanted).Select(i => models[i % models.Count])] : models.ToImmutable());
    }

    /// <summary>As <see cref="Parse"/>, for text known to be a mix.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Mix Of(string text, int? plugs = null) => Parse(text, plugs) switch
    {
        Parsed<Mix>.Ok(var mix) => mix,
        Parsed<Mix>.Error(var message) => throw new FormatException(message),
        _ => throw new InvalidOperationException("Not a parsed mix."),
    };
}
