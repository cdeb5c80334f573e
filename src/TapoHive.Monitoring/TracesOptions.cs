namespace TapoHive.Monitoring;

/// <summary>Where traces go.</summary>
/// <param name="Otlp">A collector that takes OTLP by HTTP; absent where OpenTelemetry's own variables say it all.</param>
public sealed record TracesOptions(Uri? Otlp);
