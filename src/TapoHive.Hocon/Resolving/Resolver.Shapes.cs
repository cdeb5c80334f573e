using TapoHive.Hocon.Merging;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Resolving;

internal sealed partial class Resolver
{
    private const int Nothing = int.MaxValue;

    // How many layers are being evaluated, and the outermost of them that the present result owes a look back to.
    // A result that owes none to an outer layer holds for good and is kept; any other may be different elsewhere.
    private int _evaluating;
    private int _owes = Nothing;

    /// <summary>The layers of one slot that may be looked at from here.</summary>
    private View Visible(Slot slot)
    {
        if (slot.BusyFrom == Nothing) return new View(slot.Layers, slot.Layers.Count, slot);
        _owes = Math.Min(_owes, slot.BusySince);
        return new View(slot.Layers, slot.BusyFrom, slot);
    }

    /// <summary>The layers of <paramref name="key"/> in all of these objects, which are given latest first.</summary>
    private View Child(IReadOnlyList<MergedObject> objects, string key)
    {
        if (objects.Count == 1) return objects[0].Find(key) is { } only ? Visible(only) : new View([], 0, null);
        Charge(objects.Count, objects[0].Position);
        var slots = new List<Slot>();
        foreach (var item in objects)
            if (item.Find(key) is { } slot) slots.Add(slot);
        if (slots.Count == 1) return Visible(slots[0]);
        var layers = new List<Layer>();
        foreach (var slot in slots)
        {
            var view = Visible(slot);
            if (view.Count < slot.Layers.Count) layers.Clear();
            for (var index = view.Count - 1; index >= 0; index--) layers.Add(view.Layers[index]);
        }
        layers.Reverse();
        return new View(layers, layers.Count, null);
    }

    private Shape ShapeOf(View view)
    {
        if (view.Count == 0) return Shape.Undefined;
        if (view.IsWholeSlot && view.Slot!.Shape is { } known) return known;
        if (!TryDescend(view.Layers[0].KeyPosition)) return Shape.Undefined;
        var (owed, _) = (_owes, _owes = Nothing);
        if (view.Slot is not null) ShapeFromBelow(view);
        var shape = Merged(view);
        if (_owes == Nothing && view.IsWholeSlot && !_isAborted) view.Slot!.Shape = shape;
        _owes = Math.Min(_owes, owed);
        Ascend();
        return shape;
    }

    /// <summary>
    /// Shapes a long run of layers that each build on the one below from the bottom up, so that a key appended to a thousand
    /// times costs no recursion.
    /// </summary>
    private void ShapeFromBelow(View view)
    {
        var first = view.Count - 1;
        while (first > 0 && view.Layers[first].RefersToItself && view.Layers[first - 1].Shape is null) first--;
        for (var index = first; index < view.Count - 1; index++)
        {
            var layer = view.Layers[index];
            if (LayerShape(layer) is { Scalar: not null } shape && layer.Value is ConcatenationNode) Value(shape);
        }
    }

    /// <summary>The latest layer that is no object hides all below it; objects above it merge, and hide it.</summary>
    private Shape Merged(View view)
    {
        Shape? top = null;
        List<MergedObject>? objects = null;
        HashSet<MergedObject>? known = null;
        for (var index = view.Count - 1; index >= 0; index--)
        {
            var layer = view.Layers[index];
            var shape = LayerShape(layer);
            if (shape.IsUndefined) continue;
            if (!shape.IsObject) return top is null ? shape : Together();
            if (top is null) top = shape;
            else
            {
                if (objects is null)
                {
                    objects = [.. top.Objects];
                    known = [.. objects];
                }
                Charge(shape.Objects.Count, layer.KeyPosition);
                foreach (var item in shape.Objects)
                    if (known!.Add(item)) objects.Add(item);
            }
            // What is below is among its own objects already.
            if (layer.IncludesBelow) break;
        }
        return top is null ? Shape.Undefined : Together();

        Shape Together() => objects is null || objects.Count == top.Objects.Count
            ? top
            : new Shape { Objects = objects, Position = top.Position, Winner = top.Winner };
    }

    private Shape LayerShape(Layer layer)
    {
        if (layer.Shape is { } known) return known;
        switch (layer.Value)
        {
            case MergedObject literal:
                return layer.Shape = new Shape { Objects = [literal], Position = literal.Position, Winner = layer };
            case TextNode or ArrayNode:
                return layer.Shape = new Shape { Scalar = layer.Value, Position = layer.Value.Position, Winner = layer };
        }
        var (owed, _) = (_owes, _owes = Nothing);
        var mark = Enter(layer);
        var shape = layer.Value is SubstitutionNode substitution
            ? Redirected(Target(substitution), substitution, layer)
            : Concatenated((ConcatenationNode)layer.Value, layer);
        Leave(layer, mark);
        // Looking back at layers below itself is a layer's own affair; what it owes to outer ones is theirs too.
        if (_owes > _evaluating) _owes = Nothing;
        if (_owes == Nothing && !_isAborted) layer.Shape = shape;
        _owes = Math.Min(_owes, owed);
        return shape;
    }

    private (int From, int Since) Enter(Layer layer)
    {
        var slot = layer.Slot;
        var mark = (slot.BusyFrom, slot.BusySince);
        _evaluating++;
        if (layer.Index < slot.BusyFrom) (slot.BusyFrom, slot.BusySince) = (layer.Index, _evaluating);
        return mark;
    }

    private void Leave(Layer layer, (int From, int Since) mark)
    {
        (layer.Slot.BusyFrom, layer.Slot.BusySince) = mark;
        _evaluating--;
    }

    private static Shape Redirected(Shape target, SubstitutionNode substitution, Layer? winner) =>
        target.IsUndefined
            ? target
            : new Shape
            {
                Objects = target.Objects,
                Scalar = target.Scalar,
                Source = target,
                Via = substitution,
                Position = substitution.Position,
                Winner = winner,
            };

    /// <summary>What a row of values comes to: objects merge like layers; all else is made as a value later.</summary>
    private Shape Concatenated(ConcatenationNode row, Layer? winner)
    {
        var own = new Shape { Scalar = row, Position = row.Position, Winner = winner };
        if (row.Parts.Exists(part => part.Node is TextNode or ArrayNode)) return own;
        var objects = new List<MergedObject>();
        var known = new HashSet<MergedObject>();
        var isDefined = false;
        var isObject = row.Parts.Exists(part => part.Node is MergedObject);
        for (var index = row.Parts.Count - 1; index >= 0; index--)
        {
            var part = row.Parts[index].Node;
            var shape = part is MergedObject literal ? new Shape { Objects = [literal] } : Target((SubstitutionNode)part);
            if (shape.IsUndefined) continue;
            isDefined = true;
            if (shape.IsObject)
            {
                Charge(shape.Objects.Count, row.Position);
                objects.AddRange(shape.Objects.Where(known.Add));
            }
            else if (isObject || objects.Count > 0)
                Error(part, $"{part} is no object and cannot be joined with one", "Refer to an object, or separate the values");
            else return own;
        }
        return !isDefined ? Shape.Undefined
            : objects.Count == 0 ? own
            : new Shape { Objects = objects, Position = row.Position, Winner = winner };
    }

    /// <summary>What a substitution refers to. An undefined one that is not optional is reported, once.</summary>
    private Shape Target(SubstitutionNode substitution)
    {
        if (substitution.Target is { } slot) return ShapeOf(Visible(slot));
        // What has been refused once stays refused: a tangle of circles is then walked once and not in every possible order.
        if (substitution.IsReported) return Shape.Undefined;
        Charge(1, substitution.Position);
        var owedBefore = _owes;
        _owes = Nothing;
        var shape = Shape.Undefined;
        foreach (var meaning in substitution.Meanings)
            if (shape.IsUndefined) shape = Follow(meaning);
        if (shape.IsUndefined && !_isAborted) shape = FromEnvironment(substitution);
        if (shape.IsUndefined && !substitution.IsOptional && !_isAborted) ReportUndefined(substitution, isCycle: _owes != Nothing);
        _owes = Math.Min(_owes, owedBefore);
        return shape;
    }

    private Shape Follow(IReadOnlyList<string> path)
    {
        IReadOnlyList<MergedObject> objects = [_root];
        var shape = Shape.Undefined;
        foreach (var key in path)
        {
            if (objects.Count == 0) return Shape.Undefined;
            shape = ShapeOf(Child(objects, key));
            objects = shape.Objects;
        }
        return shape;
    }

    private Shape FromEnvironment(SubstitutionNode substitution)
    {
        var value = _options.Environment(string.Join('.', substitution.Path));
        if (string.IsNullOrEmpty(value)) return Shape.Undefined;
        return new Shape { Scalar = new TextNode(substitution.Position, value, isQuoted: false), Position = substitution.Position };
    }

    private void ReportUndefined(SubstitutionNode substitution, bool isCycle)
    {
        if (isCycle) ReportCycle(substitution);
        else
            Error(
                substitution, $"{substitution} refers to nothing: no such key, and no such environment variable",
                $"Set it, or write ${{?{HoconSyntax.Path(substitution.Path)}}} if it may be absent");
    }

    private void ReportCycle(SubstitutionNode substitution) =>
        Error(
            substitution, $"{substitution} refers back to itself, and there is no earlier value",
            "Break the circle: give one of the keys in it a value of its own");

    private void Error(Node node, string message, string hint)
    {
        if (node is SubstitutionNode substitution)
        {
            if (substitution.IsReported) return;
            substitution.IsReported = true;
        }
        _log.Error(node.Position, node is SubstitutionNode at ? HoconSyntax.Path(at.Path) : "", message, hint);
    }
}
