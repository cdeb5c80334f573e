using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>Publish something that is no state, once. Answered by <see cref="Said"/>.</summary>
/// <param name="House">Of which house.</param>
/// <param name="Payload">What.</param>
public sealed record SayOnce(string House, ReadOnlyMemory<byte> Payload) : INoSerializationVerificationNeeded;
