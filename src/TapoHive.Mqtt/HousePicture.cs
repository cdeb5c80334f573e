using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime.Text;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Mqtt;

/// <summary>What a house keeps at the broker: for each topic its latest state, and nothing else. Pure.</summary>
public static class HousePicture
{
    /// <summary>A state that nobody knows, in Home Assistant's word.</summary>
    public const string Unknown = "None";

    /// <summary>Every retained topic of a house, with what it is to hold.</summary>
    public static ImmutableDictionary<string, string> Of(HouseView view, MqttOptions options, ReadMeter? meters)
    {
        var plugs = Plugs(view).Select(plug => OfPlug(view, plug, options, meters)).ToList();
        return ImmutableDictionary.CreateRange(
            StringComparer.Ordinal, plugs.SelectMany(plug => plug.States).Concat(OfHouse(view, [.. plugs.SelectMany(plug => plug.Troubled)], options)));
    }

    /// <summary>The plugs that are shown.</summary>
    internal static IEnumerable<PlugRecord> Plugs(HouseView view) => view.State.Plugs.Values.Where(IsShown);

    /// <summary>Whether a plug is one of them.</summary>
    internal static bool Shows(HouseView view, PlugId id) => view.State.Plugs.TryGetValue(id, out var plug) && IsShown(plug);

    /// <summary>What belongs to a plug.</summary>
    internal static PlugPicture OfPlug(HouseView view, PlugRecord plug, MqttOptions options, ReadMeter? meters)
    {
        var topics = new MqttTopics(options.Prefix, options.Discovery);
        var states = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var spared = ImmutableArray.CreateBuilder<string>();
        var report = view.Reports.GetValueOrDefault(plug.Id);
        states.Add(new(topics.Availability(view.Name, plug.Name), IsReachable(report) ? "online" : "offline"));
        foreach (var outlet in plug.Outlets.Values)
        {
            Outlet(states, spared, topics, view, plug, outlet, report);
            if (MeterOf(plug, outlet.Slot, meters) is { } meter)
            {
                Meter(states, spared, topics, view, outlet, meter);
            }
        }

        if (topics.Device(DeviceId.Of(options.Prefix, view.Name, plug)) is { } device)
        {
            states.Add(new(device, Discovery.OfPlug(view, plug, report, options, topics, slot => MeterOf(plug, slot, meters))));
        }

        return new PlugPicture(states.ToImmutable(), spared.ToImmutable(), [.. plug.Outlets.Values.Where(outlet => ProblemOf(plug, outlet, report) is not null).Select(outlet => outlet.Name)]);
    }

    /// <summary>What belongs to a house as a whole.</summary>
    internal static ImmutableArray<KeyValuePair<string, string>> OfHouse(HouseView view, ImmutableArray<OutletName> troubled, MqttOptions options)
    {
        var topics = new MqttTopics(options.Prefix, options.Discovery);
        var states = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        House(states, topics, view, troubled);
        if (topics.Device(DeviceId.Of(options.Prefix, view.Name)) is { } house)
        {
            states.Add(new(house, Discovery.OfHouse(view, options, topics)));
        }

        return states.ToImmutable();
    }

    // One that was not looked at yet is there all the same where the model has one: a hive that has just begun must not take away what its last life announced.
    private static MeterReading? MeterOf(PlugRecord plug, OutletSlot slot, ReadMeter? meters) =>
        meters is null ? null : meters(plug.Id, slot) ?? (MeteredModels.Measures(plug.Model, slot) ? MeterReading.None : null);

    private static bool IsShown(PlugRecord plug) => plug.Membership != Membership.Found;

    private static void Outlet(
        ImmutableArray<KeyValuePair<string, string>>.Builder states,
        ImmutableArray<string>.Builder spared,
        MqttTopics topics,
        HouseView view,
        PlugRecord plug,
        OutletRecord outlet,
        PlugReport? report)
    {
        var problem = ProblemOf(plug, outlet, report);
        var shown = topics.Of(view.Name, outlet.Name, "state");
        if (report?.ReadAt is null)
        {
            // What an earlier life read last may be older than what it showed last.
            spared.Add(shown);
        }
        else
        {
            states.Add(new(shown, report.Of(outlet.Slot)?.State is { } state ? Word(state) : Unknown));
        }

        states.Add(new(topics.Of(view.Name, outlet.Name, "problem"), problem is null ? "OFF" : "ON"));
        states.Add(new(topics.Of(view.Name, outlet.Name, "attributes"), Json(json =>
        {
            json.WriteString("desired", outlet.Desired?.Wanted.Word());
            json.WriteString("layer", outlet.Intents.Deciding?.ToString().ToLowerInvariant());
            json.WriteString("origin", outlet.Intents.Top?.Origin.Value);
            json.WriteString("code", problem?.Code);
            json.WriteString("message", problem?.Message);
            json.WriteString("since", problem is null ? null : InstantPattern.General.Format(problem.Since));
        })));
    }

    // What flowed in an earlier life says nothing of now; what was counted by then still is.
    private static void Meter(
        ImmutableArray<KeyValuePair<string, string>>.Builder states, ImmutableArray<string>.Builder spared, MqttTopics topics, HouseView view, OutletRecord outlet, MeterReading meter)
    {
        states.Add(new(topics.Of(view.Name, outlet.Name, "power"), meter.Power is { } power ? power.Watts.ToString("0.0", CultureInfo.InvariantCulture) : Unknown));
        var counted = topics.Of(view.Name, outlet.Name, "energy");
        if (meter.Energy is { } energy)
        {
            states.Add(new(counted, (energy.WattHours / 1000.0).ToString("0.000", CultureInfo.InvariantCulture)));
        }
        else
        {
            spared.Add(counted);
        }
    }

    private static void House(ImmutableArray<KeyValuePair<string, string>>.Builder states, MqttTopics topics, HouseView view, ImmutableArray<OutletName> troubled)
    {
        var isWell = troubled.Length == 0 && view.Storage == StorageHealth.Available;
        states.Add(new(topics.Of(view.Name, "problem"), isWell ? "OFF" : "ON"));
        states.Add(new(topics.Of(view.Name, "attributes"), Json(json =>
        {
            json.WriteString("storage", view.Storage == StorageHealth.Available ? "available" : "unavailable");
            json.WriteNumber("count", troubled.Length);
            json.WriteStartArray("outlets");
            foreach (var outlet in troubled.OrderBy(outlet => outlet.Value, StringComparer.Ordinal).Take(50))
            {
                json.WriteStringValue(outlet.Value);
            }

            json.WriteEndArray();
        })));
    }

    // Before a plug was read in this life of the hive nobody knows whether it answers.
    private static bool IsReachable(PlugReport? report) => report is { Problem: null, ReadAt: not null };

    private static PlugProblem? ProblemOf(PlugRecord plug, OutletRecord outlet, PlugReport? report) =>
        report?.ReadAt is not null ? report.Problem ?? report.Of(outlet.Slot)?.Problem : plug.Problem ?? outlet.Problem;

    private static string Word(PowerState state) => state == PowerState.On ? "ON" : "OFF";

    internal static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
