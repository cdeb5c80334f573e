using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Mqtt;

/// <summary>What a house keeps at the broker, drawn anew only where something changed: a look at a thousand plugs of which ten moved costs ten. Not
/// thread-safe.</summary>
/// <param name="options">How the hive shows itself.</param>
/// <param name="meters">What meters say.</param>
internal sealed class HouseCanvas(MqttOptions options, ReadMeter? meters)
{
    private static readonly ImmutableArray<KeyValuePair<string, string>> Nothing = [];
    private readonly Dictionary<PlugId, (PlugRecord Record, PlugReport? Report, PlugPicture Picture)> _plugs = [];
    private readonly HashSet<string> _spared = new(StringComparer.Ordinal);
    private ImmutableArray<KeyValuePair<string, string>> _house = Nothing;

    /// <summary>The view that it shows; absent where it shows none.</summary>
    public HouseView? View { get; private set; }

    /// <summary>Whether what stands at a topic is to stay there, whatever it is.</summary>
    public bool Spares(string topic) => _spared.Contains(topic);

    /// <summary>Draws a view.</summary>
    /// <returns>The topics that hold something else from now on; nothing where they hold nothing any more.</returns>
    public Dictionary<string, string?> Draw(HouseView view)
    {
        var changed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var gone in _plugs.Keys.Where(id => !HousePicture.Shows(view, id)).ToList())
        {
            Replace(changed, _plugs[gone].Picture, null);
            _plugs.Remove(gone);
        }

        foreach (var plug in HousePicture.Plugs(view))
        {
            var report = view.Reports.GetValueOrDefault(plug.Id);
            var known = _plugs.TryGetValue(plug.Id, out var drawn);
            if (known && ReferenceEquals(drawn.Record, plug) && ReferenceEquals(drawn.Report, report))
            {
                continue;
            }

            var picture = HousePicture.OfPlug(view, plug, options, meters);
            Replace(changed, known ? drawn.Picture : null, picture);
            _plugs[plug.Id] = (plug, report, picture);
        }

        var house = HousePicture.OfHouse(view, [.. _plugs.Values.SelectMany(static plug => plug.Picture.Troubled)], options);
        Replace(changed, _house, house);
        (_house, View) = (house, view);
        return changed;
    }

    /// <summary>Shows nothing any more.</summary>
    /// <returns>As of <see cref="Draw"/>.</returns>
    public Dictionary<string, string?> Clear()
    {
        var changed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (_, _, picture) in _plugs.Values)
        {
            Replace(changed, picture, null);
        }

        Replace(changed, _house, Nothing);
        _plugs.Clear();
        (_house, View) = (Nothing, null);
        return changed;
    }

    private void Replace(Dictionary<string, string?> changed, PlugPicture? before, PlugPicture? after)
    {
        foreach (var topic in before?.Spared ?? [])
        {
            // It may be left over from now on.
            _spared.Remove(topic);
            changed.TryAdd(topic, null);
        }

        var spared = after?.Spared ?? [];
        _spared.UnionWith(spared);
        Replace(changed, (before?.States ?? Nothing).RemoveAll(state => spared.Contains(state.Key, StringComparer.Ordinal)), after?.States ?? Nothing);
    }

    // A topic that one plug leaves another may take: what is put there counts, not what is taken away.
    private static void Replace(Dictionary<string, string?> changed, ImmutableArray<KeyValuePair<string, string>> before, ImmutableArray<KeyValuePair<string, string>> after)
    {
        foreach (var (topic, _) in before)
        {
            changed.TryAdd(topic, null);
        }

        foreach (var (topic, payload) in after)
        {
            changed[topic] = payload;
        }
    }
}
