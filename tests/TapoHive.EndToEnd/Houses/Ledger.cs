using TapoHive.Domain.Outlets;

namespace TapoHive.EndToEnd.Houses;

/// <summary>What the hive owes: the state last accepted for each outlet, and how often that changed.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, PowerState> _owed;
    private readonly Dictionary<string, int> _changes;

    public Ledger(IEnumerable<string> outlets)
    {
        _owed = outlets.ToDictionary(static outlet => outlet, static _ => PowerState.Off, StringComparer.Ordinal);
        _changes = _owed.ToDictionary(static pair => pair.Key, static _ => 0, StringComparer.Ordinal);
    }

    public IEnumerable<string> Outlets => _owed.Keys;

    public PowerState this[string outlet] => _owed[outlet];

    /// <summary>How often the relay may have moved in all.</summary>
    public int Changes(string outlet) => _changes[outlet];

    public void Accept(IEnumerable<string> outlets, PowerState power)
    {
        foreach (var outlet in outlets)
        {
            if (_owed[outlet] != power)
            {
                _owed[outlet] = power;
                _changes[outlet]++;
            }
        }
    }
}
