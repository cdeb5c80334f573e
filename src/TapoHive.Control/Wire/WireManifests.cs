using System.Text.Json.Serialization.Metadata;

namespace TapoHive.Control.Wire;

/// <summary>The permanent short name of every message that travels. Names are never used again for something else.</summary>
internal static class WireManifests
{
    /// <summary>A <see cref="Part"/> is not JSON: it carries bytes that already are.</summary>
    public const string Part = "part";

    private static readonly (string Manifest, JsonTypeInfo Shape)[] All =
    [
        ("hello", WireJson.Default.Hello),
        ("challenge", WireJson.Default.Challenge),
        ("proof", WireJson.Default.Proof),
        ("welcome", WireJson.Default.Welcome),
        ("refusal", WireJson.Default.Refusal),
        ("credit", WireJson.Default.Credit),
        ("end", WireJson.Default.EndRequest),
        ("alive", WireJson.Default.KeepAlive),
        ("bye", WireJson.Default.Goodbye),
        ("status", WireJson.Default.StatusRequest),
        ("why", WireJson.Default.WhyRequest),
        ("watch", WireJson.Default.WatchRequest),
        ("switch", WireJson.Default.SwitchRequest),
        ("release", WireJson.Default.ReleaseRequest),
        ("retry", WireJson.Default.RetryRequest),
        ("discover", WireJson.Default.DiscoverRequest),
        ("adopt", WireJson.Default.AdoptRequest),
        ("forget", WireJson.Default.ForgetRequest),
    ];

    /// <summary>From message type to name and shape.</summary>
    public static IReadOnlyDictionary<Type, (string Manifest, JsonTypeInfo Shape)> ByType { get; } =
        All.ToDictionary(static entry => entry.Shape.Type);

    /// <summary>From name to shape.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> ByManifest { get; } =
        All.ToDictionary(static entry => entry.Manifest, static entry => entry.Shape, StringComparer.Ordinal);
}
