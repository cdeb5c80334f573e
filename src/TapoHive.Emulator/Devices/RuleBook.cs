using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapoHive.Emulator.Devices;

/// <summary>The rules of one kind an outlet keeps (schedules, anti-theft). They are stored and shown as they came; they do not fire.</summary>
internal sealed class RuleBook(string prefix, int capacity)
{
    private readonly List<JsonObject> _rules = [];
    private int _last;

    /// <summary>Whether the rules as a whole are on.</summary>
    public bool Enabled { get; set; }

    /// <summary>How many rules fit.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>How many rules there are.</summary>
    public int Count => _rules.Count;

    /// <summary>Whether one more fits.</summary>
    public bool HasRoom => _rules.Count < Capacity;

    /// <summary>The id that the next rule gets.</summary>
    public string NextId => string.Create(CultureInfo.InvariantCulture, $"{prefix}{_last + 1}");

    /// <summary>Copies of the rules from an index on, at most one page.</summary>
    public JsonArray Page(int startIndex) => [.. _rules.Skip(startIndex).Take(10).Select(static r => (JsonNode)r.DeepClone())];

    /// <summary>Keeps a rule.</summary>
    public void Add(JsonElement rule)
    {
        _rules.Add(WithId(rule, NextId));
        _last++;
        Enabled = true;
    }

    /// <summary>Replaces a rule; false where there is none of that id.</summary>
    public bool Edit(string id, JsonElement rule)
    {
        var index = IndexOf(id);
        if (index < 0)
        {
            return false;
        }

        _rules[index] = WithId(rule, id);
        return true;
    }

    /// <summary>Forgets one rule; false where there is none of that id.</summary>
    public bool Remove(string id)
    {
        var index = IndexOf(id);
        if (index < 0)
        {
            return false;
        }

        _rules.RemoveAt(index);
        return true;
    }

    /// <summary>Forgets all rules.</summary>
    public void Clear()
    {
        _rules.Clear();
        Enabled = false;
    }

    private static JsonObject WithId(JsonElement rule, string id)
    {
        var kept = JsonObject.Create(rule.Clone()) ?? [];
        kept.Remove("id");
        kept.Insert(0, "id", id);
        return kept;
    }

    private int IndexOf(string id) => _rules.FindIndex(r => string.Equals((string?)r["id"], id, StringComparison.Ordinal));
}
