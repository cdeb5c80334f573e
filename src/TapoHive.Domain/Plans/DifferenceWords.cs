using TapoHive.Domain.HouseFiles;

namespace TapoHive.Domain.Plans;

/// <summary>Differences between two written values, in words.</summary>
internal static class DifferenceWords
{
    /// <summary><c>room: hall -> bath; tags: none -> [ light ]</c>; empty where both say the same.</summary>
    public static string Between(Written was, Written becomes)
    {
        var before = Leaves(was);
        var after = Leaves(becomes);
        var keys = before.Keys.Concat(after.Keys).Distinct(StringComparer.Ordinal);
        return string.Join("; ", keys
            .Select(key => (Key: key, Was: before.GetValueOrDefault(key, "none"), Becomes: after.GetValueOrDefault(key, "none")))
            .Where(static leaf => leaf.Was != leaf.Becomes)
            .Select(static leaf => leaf.Key.Length == 0 ? $"{leaf.Was} -> {leaf.Becomes}" : $"{leaf.Key}: {leaf.Was} -> {leaf.Becomes}"));
    }

    /// <summary>All that a new value says: <c>mac: 00-00-5E-00-53-01; room: hall</c>.</summary>
    public static string Content(Written value) => string.Join(
        "; ", Leaves(value).Select(static leaf => leaf.Key.Length == 0 ? leaf.Value : $"{leaf.Key}: {leaf.Value}"));

    private static Dictionary<string, string> Leaves(Written value)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Gather(value, "");
        return leaves;

        void Gather(Written part, string path)
        {
            switch (part)
            {
                case Written.Fields fields:
                    foreach (var (key, inner) in fields.Entries)
                    {
                        Gather(inner, path.Length == 0 ? key : $"{path}.{key}");
                    }

                    break;
                case Written.Word word:
                    leaves[path] = word.Text;
                    break;
                default:
                    leaves[path] = part.Inline();
                    break;
            }
        }
    }
}
