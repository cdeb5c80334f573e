using System.Text.Json.Nodes;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd.Houses;

/// <summary>An operator who looks on: <c>tapohive watch --output json</c>.</summary>
internal sealed class Watch
{
    private readonly Tapohive _process;
    private readonly List<JsonObject> _shown = [];
    private readonly Dictionary<string, JsonObject> _now = new(StringComparer.Ordinal);

    public Watch(Home home) => _process = home.Start("watch", "--output", "json");

    public Tapohive Process => _process;

    /// <summary>Everything that was shown so far, in order.</summary>
    public IReadOnlyList<JsonObject> Shown
    {
        get
        {
            foreach (var line in _process.Out.After(_shown.Count))
            {
                var outlet = JsonNode.Parse(line)!.AsObject();
                _shown.Add(outlet);
                if ((bool?)outlet["gone"] == true)
                {
                    _now.Remove((string)outlet["name"]!);
                }
                else
                {
                    _now[(string)outlet["name"]!] = outlet;
                }
            }

            return _shown;
        }
    }

    /// <summary>Each outlet as it was last shown.</summary>
    public IReadOnlyDictionary<string, JsonObject> Now
    {
        get
        {
            _ = Shown;
            return _now;
        }
    }

    /// <summary>Waits until an outlet is shown as it should be.</summary>
    public Task ShowsAsync(string outlet, Func<JsonObject, bool> state, string what) =>
        ShowsAsync(now => now.TryGetValue(outlet, out var shown) && state(shown), $"{outlet} {what}", Until.Patience);

    /// <summary>Waits until as many outlets as there are, are all shown as they should be.</summary>
    public Task AllShowAsync(int outlets, Func<JsonObject, bool> state, string what) =>
        ShowsAsync(now => now.Count == outlets && now.Values.All(state), $"all {outlets} outlets {what}", Until.Patience);

    public Task LoggedInAsync(int outlets) => AllShowAsync(outlets, Outlet.IsLoggedIn, "are logged in");

    public Task ShowsAsync(Func<IReadOnlyDictionary<string, JsonObject>, bool> state, string what, TimeSpan patience) =>
        Until.TrueAsync(
            () => state(Now),
            () => $"{what}. {string.Join('\n', Now.Values.Select(static outlet => outlet.ToJsonString()))}\n{_process.Error.Text}",
            patience);
}
