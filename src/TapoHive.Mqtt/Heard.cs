using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>A message from the broker.</summary>
/// <param name="Connection">By which connection.</param>
/// <param name="Topic">On which topic.</param>
/// <param name="Payload">What it says.</param>
/// <param name="IsKept">Whether it stood there before anybody listened.</param>
/// <param name="IsRepeated">Whether the broker sends it once more, since it does not know whether it arrived.</param>
/// <param name="Packet">The broker's number for it, the same when it is sent once more; 0 where it has none.</param>
/// <param name="Acknowledge">Tells the broker that it was taken; nothing where that was told already.</param>
internal sealed record Heard(int Connection, string Topic, string Payload, bool IsKept, bool IsRepeated, ushort Packet, Func<Task>? Acknowledge)
    : INoSerializationVerificationNeeded;
