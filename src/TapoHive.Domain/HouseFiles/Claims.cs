using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>What may be given to one plug only (or one outlet of it), and who has it.</summary>
internal sealed class Claims(string what, string owners)
{
    private readonly Dictionary<string, (string Owner, HoconPosition At)> _taken = new(StringComparer.Ordinal);

    /// <summary>Gives <paramref name="value"/> to an owner; a problem where another one has it.</summary>
    public void Claim(Entry entry, string value, string owner)
    {
        if (_taken.TryAdd(value, (owner, entry.Value.Position)))
        {
            return;
        }

        var (first, at) = _taken[value];
        entry.Error(
            $"{owners} '{owner}' has the same {what} as {owners} '{first}' {ProblemList.Place(at, entry.Value.Position)}",
            "Correct one, or remove one of the two");
    }
}
