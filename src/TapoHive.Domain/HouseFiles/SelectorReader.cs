using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Selectors;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// Reads selectors and holds them against the plugs that the file lists. Rooms and tags come from the file alone; a name may still be
/// that of a plug which is only found, where the house adopts what it finds.
/// </summary>
internal sealed class SelectorReader
{
    private const string Example = "Write a name, tag.NAME, room.NAME, model.NAME or all, joined by and, or, not";

    private readonly HouseState _house;
    private readonly bool _finds;

    public SelectorReader(HouseDefinition house)
    {
        // Two plugs or outlets that were given one device or place by mistake are two names all the same.
        var named = house with
        {
            Plugs = [.. house.Plugs.Select(plug => plug with
            {
                Mac = null,
                Id = null,
                Outlets = [.. plug.Outlets.Select((outlet, i) => outlet with { Slot = new OutletSlot(i + 1) })],
            })],
        };
        _house = HouseEvolution.Evolve(HouseState.Empty, new HouseApplied(NodaTime.Instant.MinValue, named, "", ""));

        // By itself, or by 'tapohive adopt'.
        _finds = !house.Discovery.Targets.IsEmpty;
    }

    /// <summary>The selectors that an entry holds, one or a list of them; those that are none become problems.</summary>
    public ImmutableArray<string> Read(Entry entry)
    {
        if (entry.Value is HoconArray { Count: 0 })
        {
            entry.Error("an empty list means no outlet", $"Remove it. {Example}");
        }

        return [.. entry.Items().Select(One).OfType<string>()];
    }

    /// <summary>The listed outlets that selectors mean; none for one that is wrong.</summary>
    public ImmutableArray<OutletName> Meant(IEnumerable<string> selectors) =>
        [.. selectors.SelectMany(selector => Selection.Resolve(_house, [selector]).Outlets).Distinct()];

    private string? One(Entry item)
    {
        if (item.Text("a selector", Example) is not { } text)
        {
            return null;
        }

        Selector selector;
        try
        {
            selector = SelectorParser.Parse(text);
        }
        catch (SelectorException error)
        {
            item.Error(SecretShield.Cleaned(error.Fact), error.Remedy ?? Example);
            return null;
        }

        var selection = Selection.Resolve(_house, [text]);
        if (selection.Error is { } wrong)
        {
            Unknown(item, selector, wrong);
        }
        else if (selection.Outlets.IsEmpty && !(_finds && MayMeanFound(selector)))
        {
            Nothing(item, selector, text);
        }

        return text;
    }

    private void Unknown(Entry item, Selector selector, string wrong)
    {
        var (fact, remedy) = Split(wrong);
        if (FirstUnknown(selector) is { } name && (MayShow(name) || (_finds && (remedy is null || IsNumbered(name)))))
        {
            item.Warn(SecretShield.Cleaned(fact), "That is no mistake where a plug that is found has that name; else correct it, or list the plug");
            return;
        }

        item.Error(SecretShield.Cleaned(fact), remedy ?? "Correct it, or list such a plug in plugs { ... }");
    }

    private static void Nothing(Entry item, Selector selector, string text)
    {
        if (Models(selector).Any())
        {
            // Which plug is of which model is only known once they have answered.
            return;
        }

        var remedy = selector is Selector.And(Selector.Named left, Selector.Named right)
            ? $"No outlet is both; did you mean '{left.Name} or {right.Name}'?"
            : "A protected plug is only meant by its own name; correct the selector, or remove it";
        item.Error($"{SecretShield.Shown(text)} means no outlet", remedy);
    }

    // A strip that is listed without its outlets shows their names when it is found.
    private bool MayShow(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && _house.Plugs.Values.Any(plug => plug.Outlets.ContainsKey(OutletSlot.Whole)
            && plug.Name.Value.Equals(name[..dot], StringComparison.OrdinalIgnoreCase));
    }

    // The second 'Lamp' that is found is called lamp-2.
    private bool IsNumbered(string name)
    {
        var dash = name.LastIndexOf('-');
        return dash > 0 && dash < name.Length - 1 && name.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && _house.Plugs.Values.Any(plug => plug.Name.Value.Equals(name[..dash], StringComparison.OrdinalIgnoreCase));
    }

    private string? FirstUnknown(Selector selector) => Each(selector).OfType<Selector.Named>()
        .FirstOrDefault(named => Selection.Resolve(_house, [named.Name]).Error is not null)?.Name;

    private static bool MayMeanFound(Selector selector) => Each(selector).Any(part => part is Selector.All or Selector.Not or Selector.Model);

    private static IEnumerable<Selector> Models(Selector selector) => Each(selector).Where(part => part is Selector.Model);

    private static IEnumerable<Selector> Each(Selector selector) => selector switch
    {
        Selector.And and => [selector, .. Each(and.Left), .. Each(and.Right)],
        Selector.Or or => [selector, .. Each(or.Left), .. Each(or.Right)],
        Selector.Not not => [selector, .. Each(not.Of)],
        _ => [selector],
    };

    // "No plug or outlet 'lapm'; did you mean 'lamp'?" is a fact and a remedy.
    private static (string Fact, string? Remedy) Split(string message)
    {
        var at = message.IndexOf("; ", StringComparison.Ordinal);
        return at < 0 ? (Sentence(message), null) : (Sentence(message[..at]), char.ToUpperInvariant(message[at + 2]) + message[(at + 3)..]);
    }

    private static string Sentence(string message) => char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
