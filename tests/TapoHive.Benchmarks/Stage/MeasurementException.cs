namespace TapoHive.Benchmarks.Stage;

/// <summary>A measurement that did not come about, and why.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
