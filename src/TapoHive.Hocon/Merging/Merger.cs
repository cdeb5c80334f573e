using TapoHive.Hocon.Syntax;
using TapoHive.Hocon.Tables;

namespace TapoHive.Hocon.Merging;

/// <summary>
/// Puts the fields of a file and of all it includes into one tree of slots, in the order written. Object literals merge here;
/// what depends on substitutions is left as layers.
/// </summary>
internal sealed class Merger(HoconReaderOptions options, FileLoader loader, ProblemLog log)
{
    private readonly List<string> _path = [];
    private int _lists;

    public MergedObject Merge(SourceFile file)
    {
        var root = new MergedObject(file.At(1, 1));
        Fill(root, Parser.Parse(file, options.Limits, log), file);
        return root;
    }

    private void Fill(MergedObject into, ObjectNode from, SourceFile file)
    {
        foreach (var member in from.Members)
        {
            if (log.IsFull) return;
            if (member is IncludeMember include) Include(into, include, file);
            else Field(into, (FieldMember)member, file);
        }
    }

    private void Field(MergedObject into, FieldMember field, SourceFile file)
    {
        var depth = _path.Count;
        for (var index = 0; index < field.Key.Count - 1; index++)
        {
            var (name, position) = field.Key[index];
            _path.Add(name);
            var slot = into.FindOrAdd(name);
            Note(slot, new HoconAssignment(position, HoconAssignmentKind.Merge), file, mayBeObject: false);
            into = slot.Open(position, field.Key[index + 1].Position);
        }
        var last = field.Key[^1];
        _path.Add(last.Name);
        Assign(into.FindOrAdd(last.Name), last.Position, field, file);
        _path.RemoveRange(depth, _path.Count - depth);
    }

    private void Assign(Slot slot, HoconPosition at, FieldMember field, SourceFile file)
    {
        if (field is { Value: ObjectNode literal, IsAppend: false })
        {
            Note(slot, new HoconAssignment(at, HoconAssignmentKind.Merge), file, mayBeObject: false);
            Fill(slot.Open(at, literal.Position), literal, file);
            return;
        }
        var value = field.Value;
        if (field.IsAppend) value = Appended(slot, at, value);
        var refersToItself = field.IsAppend || _lists == 0 && Substitutions(value).Any(RefersHere);
        var kind = refersToItself ? HoconAssignmentKind.Extend
            : value is SubstitutionNode { IsOptional: true } ? HoconAssignmentKind.Override
            : value is ConcatenationNode objects && objects.Parts.Exists(part => part.Node is ObjectNode) ? HoconAssignmentKind.Merge
            : HoconAssignmentKind.Set;
        var mayBeObject = value is SubstitutionNode
            || value is ConcatenationNode joined && joined.Parts.TrueForAll(part => part.Node is SubstitutionNode);
        Note(slot, new HoconAssignment(at, kind), file, mayBeObject);
        // A plain scalar or list hides all before it, whatever that was.
        if (value is TextNode or ArrayNode) slot.Layers.Clear();
        var includesBelow = refersToItself
            && Substitutions(value).Any(substitution => substitution.Meanings[0].SequenceEqual(_path, StringComparer.Ordinal));
        slot.Push(new Layer(slot, slot.Layers.Count, Lower(value, file), at)
        {
            RefersToItself = refersToItself,
            IncludesBelow = includesBelow,
        });
    }

    /// <summary><c>a += b</c> is <c>a = ${?a} [b]</c>.</summary>
    private ConcatenationNode Appended(Slot slot, HoconPosition at, Node item)
    {
        string[] path = [.. _path];
        var earlier = new SubstitutionNode(at, path, [path], isOptional: true) { Target = _lists > 0 ? slot : null };
        return new ConcatenationNode([new("", earlier), new("", new ArrayNode(item.Position, [item]))]);
    }

    private static IEnumerable<SubstitutionNode> Substitutions(Node value) => value switch
    {
        SubstitutionNode substitution => [substitution],
        ConcatenationNode joined => joined.Parts.Select(part => part.Node).OfType<SubstitutionNode>(),
        _ => [],
    };

    private bool RefersHere(SubstitutionNode substitution)
    {
        foreach (var meaning in substitution.Meanings)
            if (meaning.Count >= _path.Count && meaning.Take(_path.Count).SequenceEqual(_path, StringComparer.Ordinal)) return true;
        return false;
    }

    /// <summary>The value with each object literal in it merged in itself.</summary>
    private Node Lower(Node value, SourceFile file)
    {
        switch (value)
        {
            case ObjectNode literal:
                var merged = new MergedObject(literal.Position);
                Fill(merged, literal, file);
                return merged;
            case ArrayNode list:
                _lists++;
                for (var index = 0; index < list.Items.Count; index++) list.Items[index] = Lower(list.Items[index], file);
                _lists--;
                return list;
            case ConcatenationNode joined:
                for (var index = 0; index < joined.Parts.Count; index++)
                    joined.Parts[index] = joined.Parts[index] with { Node = Lower(joined.Parts[index].Node, file) };
                return joined;
            default:
                return value;
        }
    }

    private void Note(Slot slot, HoconAssignment assignment, SourceFile file, bool mayBeObject)
    {
        var replaced = slot.Note(assignment, file, mayBeObject);
        if (replaced is not { } earlier || options.DuplicateKeys is not { } severity) return;
        log.Add(
            severity, assignment.Position, HoconSyntax.Path(_path), $"'{HoconSyntax.Path(_path)}' is already set on line {earlier.Line}",
            "Remove one of the two");
    }

    private void Include(MergedObject into, IncludeMember include, SourceFile file)
    {
        if (_path.Count + _lists >= options.Limits.MaxDepth)
        {
            log.Error(
                include.Position, HoconSyntax.Path(_path), $"values stand in each other more than {options.Limits.MaxDepth} deep",
                "Include the file further up");
            return;
        }
        // An object in a list has no path: what is included there refers to the root.
        string[] prefix = _lists > 0 ? [] : [.. _path];
        foreach (var included in loader.Include(include, file, prefix))
            Fill(into, Parsed(included), included);
    }

    private ObjectNode Parsed(SourceFile file) => TableParser.Reads(file.Name)
        ? TableParser.Parse(file, options.Limits, log)
        : Parser.Parse(file, options.Limits, log);
}
