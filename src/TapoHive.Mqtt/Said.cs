using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>What became of a <see cref="SayOnce"/>.</summary>
/// <param name="Trouble">Why the broker did not take it, or that nobody listens there; absent where it did and somebody does.</param>
public sealed record Said(string? Trouble) : INoSerializationVerificationNeeded;
