using Akka.Actor;

namespace TapoHive.Mqtt;

/// <summary>The broker knows no earlier session: its packets are numbered anew. Told before any command of the new one.</summary>
internal sealed class SessionBegan : INoSerializationVerificationNeeded
{
    /// <summary>The only one.</summary>
    public static SessionBegan Instance { get; } = new();
}
