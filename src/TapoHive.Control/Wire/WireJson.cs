using System.Text.Json.Serialization;

namespace TapoHive.Control.Wire;

/// <summary>How the messages of the operators' protocol are written. Unknown fields are read over, so that a newer client may
/// say more; what changes a meaning raises <see cref="OperatorProtocol.Version"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Challenge))]
[JsonSerializable(typeof(Proof))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Credit))]
[JsonSerializable(typeof(EndRequest))]
[JsonSerializable(typeof(KeepAlive))]
[JsonSerializable(typeof(Goodbye))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(WhyRequest))]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(SwitchRequest))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(DiscoverRequest))]
[JsonSerializable(typeof(AdoptRequest))]
[JsonSerializable(typeof(ForgetRequest))]
internal sealed partial class WireJson : JsonSerializerContext;
