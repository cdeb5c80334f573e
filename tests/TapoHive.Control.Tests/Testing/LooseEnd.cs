using Akka.Actor;
using Akka.Remote.Transport;
using TapoHive.Control.Connections;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A client's end whose connection somebody else may write to as well, past its actor system.</summary>
internal sealed class LooseEnd(RawPeer peer) : OperatorEnd
{
    public override Task<AssociationHandle> AssociateAsync(Address local, Address remote)
    {
        var association = new TlsAssociation(local, remote, peer.Stream, new DoorOptions(), visit: null);
        association.Start();
        return Task.FromResult<AssociationHandle>(association);
    }

    public override void Close()
    {
    }
}
