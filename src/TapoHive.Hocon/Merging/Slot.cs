using TapoHive.Hocon.Resolving;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Merging;

/// <summary>One key of a <see cref="MergedObject"/>: a stack of layers, the latest on top, of which a value is made later.</summary>
internal sealed class Slot(string key)
{
    // One entry for each file that assigns this key: nearly always one.
    private readonly List<(SourceFile File, HoconAssignment Last, bool MayBeObject)> _lastByFile = new(1);

    public string Key { get; } = key;

    /// <summary>
    /// What may still count. Object literals that meet merge into one layer; a plain scalar or list hides what is below it.
    /// </summary>
    public List<Layer> Layers { get; } = new(1);

    /// <summary>Every assignment ever made, hidden or not.</summary>
    public List<HoconAssignment> History { get; } = new(1);

    /// <summary>The lowest layer being evaluated at this moment. A look-up that passes here sees only what is below it.</summary>
    public int BusyFrom { get; set; } = int.MaxValue;

    /// <summary>How many layers were being evaluated when that one began.</summary>
    public int BusySince { get; set; }

    /// <summary>The shape of all layers together, once known for good.</summary>
    public Shape? Shape { get; set; }

    /// <summary>The object literal on top that a further object merges into; a new one where none is on top.</summary>
    public MergedObject Open(HoconPosition keyPosition, HoconPosition valuePosition)
    {
        if (Layers.Count > 0 && Layers[^1].Value is MergedObject top) return top;
        var added = new MergedObject(valuePosition);
        Push(new Layer(this, Layers.Count, added, keyPosition));
        return added;
    }

    public void Push(Layer layer) => Layers.Add(layer);

    /// <summary>
    /// Notes an assignment, and answers where the same file made an earlier one that this one silently replaces.
    /// <paramref name="mayBeObject"/> says that what the value is shows only after substitution.
    /// </summary>
    public HoconPosition? Note(HoconAssignment assignment, SourceFile file, bool mayBeObject)
    {
        History.Add(assignment);
        var index = _lastByFile.FindIndex(entry => entry.File == file);
        if (index < 0)
        {
            _lastByFile.Add((file, assignment, mayBeObject));
            return null;
        }
        if (assignment.Kind is HoconAssignmentKind.Extend or HoconAssignmentKind.Override) return null;
        var (_, last, lastMayBeObject) = _lastByFile[index];
        _lastByFile[index] = (file, assignment, mayBeObject);
        var merges = assignment.Kind == HoconAssignmentKind.Merge
            ? last.Kind != HoconAssignmentKind.Set || lastMayBeObject
            : mayBeObject && last.Kind == HoconAssignmentKind.Merge;
        return merges ? null : last.Position;
    }
}
