using System.Text;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Resolving;

internal sealed partial class Resolver
{
    /// <summary>A row of values that is no row of objects: joined to one text, or to one list.</summary>
    private HoconValue? Joined(ConcatenationNode row)
    {
        var values = row.Parts.ConvertAll(part => Element(part.Node));
        if (_isAborted) return null;
        if (values.TrueForAll(value => value is null) && row.Parts.TrueForAll(part => part.Node is SubstitutionNode)) return null;
        var isList = values.Exists(value => value is HoconArray);
        if (isList && !row.Parts.Exists(part => part.Node is TextNode)) return JoinedLists(row, values);
        return JoinedTexts(row, values);
    }

    private HoconArray JoinedLists(ConcatenationNode row, List<HoconValue?> values)
    {
        HoconArray? joined = null;
        for (var index = 0; index < values.Count; index++)
        {
            if (values[index] is not { } value) continue;
            var list = value as HoconArray ?? (value as HoconObject)?.ToArray();
            if (list is null)
            {
                Error(row.Parts[index].Node, $"{value.Noun} cannot be joined with a list", "Put it in brackets: [ ... ]");
                continue;
            }
            if (joined is null)
            {
                joined = list;
                continue;
            }
            Charge((joined.IsShared ? joined.Count : 0) + list.Count, row.Position);
            if (_isAborted) return joined;
            joined = joined.Append(list, row.Position);
        }
        return Bounded(joined!) ?? joined!;
    }

    private HoconText? JoinedTexts(ConcatenationNode row, List<HoconValue?> values)
    {
        var text = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index < values.Count; index++)
        {
            if (index > 0) text.Append(row.Parts[index].Gap);
            switch (values[index])
            {
                case HoconText part:
                    ChargeText(part.Text.Length, row.Position);
                    if (_isAborted) return null;
                    text.Append(part.Text);
                    isQuoted |= part.IsQuoted;
                    break;
                case HoconNull:
                    text.Append("null");
                    isQuoted = true;
                    break;
                case { } other:
                    Error(row.Parts[index].Node, $"{other.Noun} cannot be joined with text", "Refer to text here, or separate the values");
                    return null;
            }
        }
        return new HoconText(text.ToString(), isQuoted, row.Position, row.Position);
    }
}
