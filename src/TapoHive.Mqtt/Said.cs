using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>What became of a <see cref="SayOnce"/>.</summary>
/// <param name="Trouble">Why the broker did not take it; absent where it did.</param>
public sealed record Said(string? Trouble) : INoSerializationVerificationNeeded;
