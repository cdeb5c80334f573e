using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>An object of a house file: its keys are known ones, or names that a person chose.</summary>
internal sealed class Section(ProblemList problems, string path, HoconObject fields, HoconPosition keyPosition)
{
    private SectionKeys? _keys;

    public string Path => path;

    public HoconPosition KeyPosition => keyPosition;

    /// <summary>The fields in the order written. A key set to <c>null</c> is as good as absent.</summary>
    public IEnumerable<Entry> Entries => fields.Fields.Where(each => each.Value is not HoconNull).Select(ToEntry);

    public Entry? Find(string key) => fields.Field(key) is { Value: not HoconNull } field ? ToEntry(field) : null;

    /// <summary>
    /// Refuses keys that are not among <paramref name="keys"/> (where there are such), and any key begun twice in one file.
    /// </summary>
    public void Check(SectionKeys? keys)
    {
        _keys = keys;
        foreach (var field in fields.Fields)
        {
            if (keys is null || keys.Known.Contains(field.Key))
            {
                RefuseTwice(field);
            }
            else if (!SecretShield.IsShowable(field.Key) || (keys == SectionKeys.Account && !keys.Resembles(field.Key)))
            {
                // A password that stands in the place of a key is not shown either.
                problems.AddMisplaced(
                    field.KeyPosition, path, $"unknown key in {keys.What}",
                    $"The keys of {keys.What} are {string.Join(", ", keys.Known)}");
            }
            else
            {
                problems.AddMisplaced(
                    field.KeyPosition, PathOf(field.Key), $"unknown key '{field.Key}' in {keys.What}", keys.Remedy(field.Key));
            }
        }
    }

    /// <summary>Something this section lacks, blamed on its key. Left out where a key that it does not know was probably meant to be it.</summary>
    /// <param name="key">What is missing; empty where it is not one key.</param>
    /// <param name="message">The fact.</param>
    /// <param name="hint">The remedy.</param>
    /// <param name="instead">The keys of which one would do, where <paramref name="key"/> is empty.</param>
    public void Missing(string key, string message, string hint, params string[] instead)
    {
        string[] wanted = key.Length == 0 ? instead : [key];
        if (_keys is not { } keys || !fields.Fields.Any(field => !keys.Known.Contains(field.Key) && wanted.Contains(keys.Meant(field.Key))))
        {
            problems.AddMissing(keyPosition, key.Length == 0 ? path : PathOf(key), message, hint);
        }
    }

    private string PathOf(string key) => path.Length == 0 ? HoconSyntax.Key(key) : $"{path}.{HoconSyntax.Key(key)}";

    private Entry ToEntry(HoconField field) => new(problems, field.Key, PathOf(field.Key), field.KeyPosition, field.Value);

    // HOCON merges two objects of one name, which is what includes are for. In one file it is two people's plug, or one plug pasted twice.
    private void RefuseTwice(HoconField field)
    {
        var begun = field.Assignments
            .Where(assignment => assignment.Kind == HoconAssignmentKind.Merge && !problems.Sources.IsPassedThrough(assignment.Position))
            .Select(assignment => assignment.Position)
            .Distinct()
            .GroupBy(position => position.File, StringComparer.Ordinal);
        foreach (var places in begun.Select(file => file.ToList()).Where(places => places.Count > 1))
        {
            problems.AddTwice(
                places[1], PathOf(field.Key), $"'{PathOf(field.Key)}' is already set {ProblemList.Place(places[0], places[1])}",
                "Make it one, or give one of the two another name");
        }
    }
}
