using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>An attempt to connect to the broker is over.</summary>
/// <param name="Connection">Which.</param>
/// <param name="Trouble">Why it did not work, for people; absent where it did.</param>
internal sealed record Opened(int Connection, string? Trouble) : INoSerializationVerificationNeeded;
