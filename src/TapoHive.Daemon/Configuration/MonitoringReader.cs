using System.Net;
using TapoHive.Hocon;
using TapoHive.Monitoring;

namespace TapoHive.Daemon.Configuration;

/// <summary>Reads <c>metrics</c> and <c>traces</c>.</summary>
internal static class MonitoringReader
{
    // Where OpenTelemetry's own variables send traces; what else they say is read by whoever sends.
    private static readonly string[] Collectors = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <summary>Where figures are shown; nothing where they are not.</summary>
    public static MetricsOptions? Metrics(SettingLayers layers)
    {
        var outlets = OutletSeries.Off;
        if (layers["metrics.outlets"].AsBoolean().TryGet(out var each, out var problem))
        {
            outlets = each ? OutletSeries.On : OutletSeries.Off;
        }
        else
        {
            layers.Refuse("metrics.outlets", problem.Message, problem.Hint);
        }

        var text = layers["metrics.listen"].ToString() ?? "";
        if (text == "off")
        {
            return null;
        }

        // A number alone would be an address to the parser.
        if (!text.Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(text, out var listen) || listen.ToString() != text)
        {
            layers.Refuse("metrics.listen", $"'{text}' is no address and port to listen on", "Write \"127.0.0.1:9464\" for this machine alone, or off");
            return null;
        }

        return new MetricsOptions(listen, outlets);
    }

    /// <summary>Where traces go; nothing where they go nowhere.</summary>
    public static TracesOptions? Traces(SettingLayers layers, IReadOnlyDictionary<string, string> environment)
    {
        switch (layers["traces.otlp"].ToString())
        {
            case "off":
                return null;
            case "auto":
                return Array.Exists(Collectors, name => environment.GetValueOrDefault(name) is { Length: > 0 }) ? new TracesOptions(null) : null;
            case var text when Uri.TryCreate(text, UriKind.Absolute, out var collector) && collector.Scheme is "http" or "https" && collector is { Query: "", UserInfo: "" }:
                return new TracesOptions(collector);
            default:
                // It may hold a password, and is not shown.
                layers.Hide("traces.otlp");
                layers.Refuse("traces.otlp", "this is no address of a collector", "Write \"http://127.0.0.1:4318\", off, or auto");
                return null;
        }
    }
}
