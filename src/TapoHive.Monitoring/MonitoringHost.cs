using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using TapoHive.Actors.Instruments;

namespace TapoHive.Monitoring;

/// <summary>
/// Shows figures and health by HTTP. It is there before the hive is, so that one which starts can say so, and after it. What anybody can make it do is
/// bounded: connections, the size of a request, the time for its head, and how slowly an answer may be taken.
/// </summary>
public sealed class MonitoringHost : IAsyncDisposable
{
    private const int LargestHead = 8 * 1024;
    private const int SlowestReader = 256 * 1024;
    private const int LargestAnswer = 64 * 1024 * 1024;

    private readonly KestrelServer _server;
    private readonly MeterProvider _figures;
    private readonly Meter _meter;

    private MonitoringHost(KestrelServer server, MeterProvider figures, Meter meter) => (_server, _figures, _meter) = (server, figures, meter);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:9464</c>.</summary>
    public Uri Address => new(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Begins to listen.</summary>
    /// <param name="options">Where, and what is shown.</param>
    /// <param name="health">Knows how the hive is.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="version">The program's.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MonitoringException">The address cannot be listened on; the message is for people.</exception>
    public static async Task<MonitoringHost> StartAsync(MetricsOptions options, HiveHealth health, IClock clock, string version, CancellationToken cancellation)
    {
        var meter = new Meter(HiveInstruments.Name);
        HouseGauges.AddTo(meter, () => health.Hive, clock, version);
        if (options.Outlets == OutletSeries.On)
        {
            OutletGauges.AddTo(meter, () => health.Hive, clock);
        }

        var figures = Figures(meter, version);
        var server = new KestrelServer(Options.Create(Bounds(options)), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        var host = new MonitoringHost(server, figures, meter);
        try
        {
            await server.StartAsync(new Pages(health, Scraping(figures), options.Patience), cancellation).ConfigureAwait(false);
            return host;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw new MonitoringException($"Figures cannot be shown on {options.Listen}: {Innermost(error).Message}. Choose another address or port (metrics.listen), or 'off'.", error);
        }
    }

    /// <summary>Listens no more.</summary>
    public async ValueTask DisposeAsync()
    {
        // Whoever is slow to take an answer does not keep the hive from ending.
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        await _server.StopAsync(now.Token).ConfigureAwait(false);
        _server.Dispose();
        _figures.Dispose();
        _meter.Dispose();
    }

    private static KestrelServerOptions Bounds(MetricsOptions options)
    {
        var server = new KestrelServerOptions { AddServerHeader = false };
        server.Limits.MaxConcurrentConnections = options.Connections;
        server.Limits.MaxConcurrentUpgradedConnections = 0;
        server.Limits.MaxRequestBodySize = 0;
        server.Limits.MaxRequestLineSize = LargestHead / 4;
        server.Limits.MaxRequestHeadersTotalSize = LargestHead;
        server.Limits.MaxRequestBufferSize = LargestHead * 2;
        server.Limits.RequestHeadersTimeout = options.Patience;
        server.Limits.KeepAliveTimeout = options.Patience;
        server.Limits.MinResponseDataRate = new MinDataRate(SlowestReader, options.Patience);
        server.Listen(options.Listen, static listen => listen.Protocols = HttpProtocols.Http1);
        return server;
    }

    private static MeterProvider Figures(Meter own, string version) => Sdk.CreateMeterProviderBuilder()
        .AddMeter(HiveInstruments.Name, "System.Runtime")
        .AddView(figure => Stream(figure, own))
        .ConfigureResource(resource => resource.Clear().AddService("tapohive", serviceVersion: version, autoGenerateServiceInstanceId: false))
        .AddPrometheusExporter(static prometheus =>
        {
            prometheus.ScopeInfoEnabled = false;
            prometheus.MaxScrapeResponseSizeBytes = LargestAnswer;
        })
        .Build();

    // How another hive of the same process stands is not shown.
    private static MetricStreamConfiguration? Stream(Instrument figure, Meter own) =>
        figure.Meter.Name == own.Name && figure.Meter != own && figure.Meter != HiveInstruments.Meter ? MetricStreamConfiguration.Drop
        : OutletGauges.Names.Contains(figure.Name, StringComparer.Ordinal) ? new MetricStreamConfiguration { CardinalityLimit = OutletGauges.MostSeries }
        : null;

    private static Microsoft.AspNetCore.Http.RequestDelegate Scraping(MeterProvider figures)
    {
        var pipeline = new ApplicationBuilder(new ServiceCollection().AddOptions().BuildServiceProvider());
        pipeline.UseOpenTelemetryPrometheusScrapingEndpoint(figures, static _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        return pipeline.Build();
    }

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
