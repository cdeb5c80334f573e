using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Plans;

/// <summary>What becomes of plugs and their outlets.</summary>
internal static class PlugDifference
{
    public static IEnumerable<PlannedChange> Between(Dictionary<PlugId, WrittenPlug> before, Dictionary<PlugId, WrittenPlug> after)
    {
        var pairs = before.Keys.Concat(after.Keys).Distinct()
            .Select(id => (Was: before.GetValueOrDefault(id), Becomes: after.GetValueOrDefault(id)))
            .ToList();

        // One that goes and one that comes under its name: to a person that is a plug which is another device now.
        var gone = pairs.Where(static pair => pair.Becomes is null).ToDictionary(static pair => pair.Was!.Name, static pair => pair.Was!, StringComparer.Ordinal);
        foreach (var (was, becomes) in pairs.Where(static pair => pair.Becomes is not null).OrderBy(static pair => pair.Becomes!.Name, StringComparer.Ordinal))
        {
            var replaced = was is null && gone.Remove(becomes!.Name, out var other) ? other : null;
            foreach (var change in Of(was ?? replaced, becomes!, replaced is null ? "" : "another device"))
            {
                yield return change;
            }
        }

        foreach (var (name, _) in gone.OrderBy(static plug => plug.Key, StringComparer.Ordinal))
        {
            yield return new PlannedChange("plug", name, ChangeKind.Remove, "");
        }
    }

    private static IEnumerable<PlannedChange> Of(WrittenPlug? was, WrittenPlug becomes, string remark)
    {
        if (was is null)
        {
            yield return new PlannedChange("plug", becomes.Name, ChangeKind.Add, DifferenceWords.Content(becomes.Says));
            yield break;
        }

        string?[] words =
        [
            remark.Length > 0 ? remark : null,
            was.Name == becomes.Name ? null : $"name: {was.Name} -> {becomes.Name}",
            DifferenceWords.Between(WithoutOutlets(was.Says), WithoutOutlets(becomes.Says)) is { Length: > 0 } rest ? rest : null,
        ];
        if (Array.Exists(words, static word => word is not null))
        {
            yield return new PlannedChange("plug", becomes.Name, ChangeKind.Change, string.Join("; ", words.OfType<string>()));
        }

        foreach (var change in Outlets(was, becomes))
        {
            yield return change;
        }
    }

    // By position: what is at a position may get another name, and goes on under it.
    private static IEnumerable<PlannedChange> Outlets(WrittenPlug was, WrittenPlug becomes)
    {
        var before = Outlets(was);
        var after = Outlets(becomes);
        foreach (var slot in before.Keys.Concat(after.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            switch (before.GetValueOrDefault(slot), after.GetValueOrDefault(slot))
            {
                case (null, { } added):
                    yield return new PlannedChange("outlet", $"{becomes.Name}.{added.Name}", ChangeKind.Add, DifferenceWords.Content(added.Says));
                    break;
                case ({ } gone, null):
                    yield return new PlannedChange("outlet", $"{becomes.Name}.{gone.Name}", ChangeKind.Remove, "");
                    break;
                case ({ } old, { } present):
                    string?[] words =
                    [
                        old.Name == present.Name ? null : $"name: {old.Name} -> {present.Name}",
                        DifferenceWords.Between(old.Says, present.Says) is { Length: > 0 } rest ? rest : null,
                    ];
                    if (Array.Exists(words, static word => word is not null))
                    {
                        yield return new PlannedChange("outlet", $"{becomes.Name}.{present.Name}", ChangeKind.Change, string.Join("; ", words.OfType<string>()));
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static Dictionary<string, WrittenPlug> Outlets(WrittenPlug plug) => plug.Says["outlets"] is Written.Fields outlets
        ? outlets.Entries.ToDictionary(
            static outlet => outlet.Value is Written.Fields fields ? ((Written.Word)fields["index"]!).Text : ((Written.Word)outlet.Value).Text,
            static outlet => new WrittenPlug(outlet.Key, outlet.Value as Written.Fields ?? new Written.Fields([KeyValuePair.Create("index", outlet.Value)])),
            StringComparer.Ordinal)
        : [];

    private static Written.Fields WithoutOutlets(Written.Fields plug) => new([.. plug.Entries.Where(static entry => entry.Key != "outlets")]);
}
