using Akka.Actor;
using Akka.Remote.Transport;

namespace TapoHive.Control.Connections;

/// <summary>One end of the connections between operators and a gate: the gate's waits and never calls, a client's has called once.</summary>
internal abstract class OperatorEnd
{
    /// <summary>The scheme of addresses here; Akka puts <c>akka.</c> before it.</summary>
    public const string Scheme = "tls";

    /// <summary>By what name an actor system is known at the other end. Names of machines play no part in it: a gate is the same gate
    /// through a tunnel, behind a router or under another name.</summary>
    public static Address AddressOf(string system) => new(Scheme, system, system == Wire.OperatorProtocol.SystemName ? "hive" : "client", 1);

    /// <summary>Begins to hand over connections that others open.</summary>
    public virtual void Open(Address local, Task<IAssociationEventListener> upper)
    {
    }

    /// <summary>Opens a connection.</summary>
    public abstract Task<AssociationHandle> AssociateAsync(Address local, Address remote);

    /// <summary>Closes all connections.</summary>
    public abstract void Close();
}
