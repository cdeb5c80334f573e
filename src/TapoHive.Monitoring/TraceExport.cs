using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TapoHive.Actors.Instruments;

namespace TapoHive.Monitoring;

/// <summary>Sends traces to a collector. What it does not take in time is lost: nobody waits for it, and no more than 2048 spans wait to be sent.</summary>
public static class TraceExport
{
    /// <summary>Begins; nothing where traces go nowhere.</summary>
    public static IDisposable? Start(TracesOptions? options, string version) => options is null ? null : Begin(options, version);

    // Apart, so that what it needs is loaded only where it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TracerProvider Begin(TracesOptions options, string version) => Sdk.CreateTracerProviderBuilder()
        .AddSource(HiveInstruments.Name)
        .ConfigureResource(resource => resource.AddService("tapohive", serviceVersion: version))
        .AddOtlpExporter(otlp =>
        {
            if (options.Otlp is { } collector)
            {
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                otlp.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/traces");
            }
        })
        .Build();
}
