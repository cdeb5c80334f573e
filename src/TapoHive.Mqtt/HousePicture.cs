using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime.Text;
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
        var topics = new MqttTopics(options.Prefix, options.Discovery);
        var picture = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var troubled = new List<OutletName>();
        foreach (var plug in view.State.Plugs.Values.Where(plug => plug.Membership != Membership.Found))
        {
            var report = view.Reports.GetValueOrDefault(plug.Id);
            picture[topics.Availability(view.Name, plug.Name)] = IsReachable(report) ? "online" : "offline";
            foreach (var outlet in plug.Outlets.Values)
            {
                Outlet(picture, topics, view, plug, outlet, report, meters?.Invoke(plug.Id, outlet.Slot));
                if (ProblemOf(plug, outlet, report) is not null)
                {
                    troubled.Add(outlet.Name);
                }
            }

            if (topics.Device(DeviceId.Of(options.Prefix, view.Name, plug)) is { } device)
            {
                picture[device] = Discovery.OfPlug(view, plug, report, options, topics, slot => meters?.Invoke(plug.Id, slot));
            }
        }

        House(picture, topics, view, troubled);
        if (topics.Device(DeviceId.Of(options.Prefix, view.Name)) is { } house)
        {
            picture[house] = Discovery.OfHouse(view, options, topics);
        }

        return picture.ToImmutable();
    }

    private static void Outlet(
        ImmutableDictionary<string, string>.Builder picture,
        MqttTopics topics,
        HouseView view,
        PlugRecord plug,
        OutletRecord outlet,
        PlugReport? report,
        MeterReading? meter)
    {
        var problem = ProblemOf(plug, outlet, report);
        var seen = report?.Of(outlet.Slot)?.State ?? outlet.Observed?.State;
        picture[topics.Of(view.Name, outlet.Name, "state")] = seen is { } state ? Word(state) : Unknown;
        picture[topics.Of(view.Name, outlet.Name, "problem")] = problem is null ? "OFF" : "ON";
        picture[topics.Of(view.Name, outlet.Name, "attributes")] = Json(json =>
        {
            json.WriteString("desired", outlet.Desired?.Wanted.Word());
            json.WriteString("layer", outlet.Intents.Deciding?.ToString().ToLowerInvariant());
            json.WriteString("origin", outlet.Intents.Top?.Origin.Value);
            json.WriteString("code", problem?.Code);
            json.WriteString("message", problem?.Message);
            json.WriteString("since", problem is null ? null : InstantPattern.General.Format(problem.Since));
        });
        if (meter?.Power is { } power)
        {
            picture[topics.Of(view.Name, outlet.Name, "power")] = power.Watts.ToString("0.0", CultureInfo.InvariantCulture);
        }

        if (meter?.Energy is { } energy)
        {
            picture[topics.Of(view.Name, outlet.Name, "energy")] = (energy.WattHours / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
        }
    }

    private static void House(ImmutableDictionary<string, string>.Builder picture, MqttTopics topics, HouseView view, List<OutletName> troubled)
    {
        var isWell = troubled.Count == 0 && view.Storage == StorageHealth.Available;
        picture[topics.Of(view.Name, "problem")] = isWell ? "OFF" : "ON";
        picture[topics.Of(view.Name, "attributes")] = Json(json =>
        {
            json.WriteString("storage", view.Storage == StorageHealth.Available ? "available" : "unavailable");
            json.WriteNumber("count", troubled.Count);
            json.WriteStartArray("outlets");
            foreach (var outlet in troubled.OrderBy(outlet => outlet.Value, StringComparer.Ordinal).Take(50))
            {
                json.WriteStringValue(outlet.Value);
            }

            json.WriteEndArray();
        });
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
