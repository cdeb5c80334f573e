using TapoHive.Hocon.Merging;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Resolving;

internal sealed partial class Resolver
{
    // A value was needed while it was being made. The nearest substitution on the way back reports it.
    private bool _metBusyValue;

    private HoconValue? Value(Shape shape)
    {
        if (shape.IsUndefined || _isAborted) return null;
        if (shape.Value is { } known) return known;
        if (shape.IsBusy)
        {
            _metBusyValue = true;
            return null;
        }
        if (!TryDescend(shape.Position)) return null;
        shape.IsBusy = true;
        var value = shape.Source is { } source ? Redirected(source, shape.Via!)
            : shape.IsObject ? shape.Objects.Count == 1 ? Object(shape.Objects[0])?.At(shape.Position) : Merge(shape)
            : Scalar(shape);
        shape.IsBusy = false;
        Ascend();
        return shape.Value = value;
    }

    private HoconValue? Redirected(Shape source, SubstitutionNode via)
    {
        var value = Value(source);
        if (value is null && _metBusyValue)
        {
            _metBusyValue = false;
            if (via.IsOptional) return null;
            ReportCycle(via);
        }
        return value?.At(via.Position);
    }

    private HoconObject? Object(MergedObject literal)
    {
        if (literal.Value is { } known) return known;
        if (literal.IsBusy)
        {
            _metBusyValue = true;
            return null;
        }
        literal.IsBusy = true;
        var fields = new List<HoconField>(literal.Slots.Count);
        foreach (var slot in literal.Slots) AddField(fields, slot.Key, Visible(slot), slot.History);
        literal.IsBusy = false;
        // After an abort this is a part of the object: good enough for a document with errors, too little to keep.
        var value = new HoconObject(fields, literal.Position);
        return _isAborted ? value : literal.Value = Bounded(value);
    }

    /// <summary>One object of several literals, which are given latest first.</summary>
    private HoconObject? Merge(Shape shape)
    {
        var histories = new Dictionary<string, List<HoconAssignment>>(StringComparer.Ordinal);
        var keys = new List<string>();
        for (var index = shape.Objects.Count - 1; index >= 0; index--)
        {
            Charge(shape.Objects[index].Slots.Count, shape.Position);
            if (_isAborted) return null;
            foreach (var slot in shape.Objects[index].Slots)
            {
                if (histories.TryGetValue(slot.Key, out var history)) history.AddRange(slot.History);
                else
                {
                    histories[slot.Key] = [.. slot.History];
                    keys.Add(slot.Key);
                }
            }
        }
        var fields = new List<HoconField>(keys.Count);
        foreach (var key in keys) AddField(fields, key, Child(shape.Objects, key), histories[key]);
        return Bounded(new HoconObject(fields, shape.Position));
    }

    private void AddField(List<HoconField> fields, string key, View view, List<HoconAssignment> history)
    {
        var shape = ShapeOf(view);
        if (Value(shape) is { } value) fields.Add(new HoconField(key, shape.Winner!.KeyPosition, value, history));
    }

    private HoconValue? Scalar(Shape shape)
    {
        switch (shape.Scalar)
        {
            case TextNode text:
                return Text(text);
            case ArrayNode list:
                return Array(list);
            case ConcatenationNode row when shape.Winner is { } layer:
                var mark = Enter(layer);
                var joined = Joined(row);
                Leave(layer, mark);
                return joined;
            case ConcatenationNode row:
                return Joined(row);
            default:
                return null;
        }
    }

    private static HoconValue Text(TextNode text) => text.IsNull
        ? new HoconNull(text.Position, text.Position)
        : new HoconText(text.Text, text.IsQuoted, text.Position, text.Position);

    private HoconArray? Array(ArrayNode list)
    {
        if (list.Value is { } known) return (HoconArray)known;
        if (list.IsBusy)
        {
            _metBusyValue = true;
            return null;
        }
        list.IsBusy = true;
        var items = new List<HoconValue>(list.Items.Count);
        foreach (var node in list.Items)
            if (Element(node) is { } item) items.Add(item);
        list.IsBusy = false;
        var value = Bounded(HoconArray.Of(items, list.Position));
        list.Value = value;
        return value;
    }

    /// <summary>A value that has no key of its own: an item of a list, a part of a row.</summary>
    private HoconValue? Element(Node node) => node switch
    {
        TextNode text => Text(text),
        ArrayNode list => Array(list),
        MergedObject literal => Object(literal),
        SubstitutionNode substitution => Redirected(Target(substitution), substitution),
        ConcatenationNode row => Value(Concatenated(row, winner: null)),
        _ => null,
    };
}
