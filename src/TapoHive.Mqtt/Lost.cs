using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>A connection to the broker ended, or never came to be.</summary>
/// <param name="Connection">Which.</param>
/// <param name="Reason">Why, for people.</param>
internal sealed record Lost(int Connection, string Reason) : INoSerializationVerificationNeeded;
