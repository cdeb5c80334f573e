using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Connections;

/// <summary>
/// What Akka.Remote travels on between operators and a gate: TLS with both certificates on one connection that the client opens.
/// The transport that comes with Akka.Remote takes any number of connections that never finish TLS, lets a peer claim any frame
/// and any time, wants each side to listen and to be called by the very name it listens on, and now and then leaves a refused
/// handshake hanging. Here each of those has a bound, and a client listens nowhere.
/// </summary>
internal sealed class OperatorTransport : Transport
{
    private const int Envelope = 256;
    private readonly OperatorEnd _end;
    private readonly Address _local;

    /// <summary>Made by Akka.</summary>
    public OperatorTransport(ActorSystem system, Config config)
    {
        (System, Config) = (system, config);
        _end = system.Settings.Setup.Get<OperatorEndSetup>().Value.End;
        _local = OperatorEnd.AddressOf(system.Name);
        SchemeIdentifier = OperatorEnd.Scheme;
        MaximumPayloadBytes = OperatorProtocol.FrameBytes - Envelope;
    }

    /// <inheritdoc/>
    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        var upper = new TaskCompletionSource<IAssociationEventListener>(TaskCreationOptions.RunContinuationsAsynchronously);
        _end.Open(_local, upper.Task);
        return Task.FromResult((_local, upper));
    }

    /// <inheritdoc/>
    public override bool IsResponsibleFor(Address remote) => true;

    /// <inheritdoc/>
    public override Task<AssociationHandle> Associate(Address remoteAddress) => _end.AssociateAsync(_local, remoteAddress);

    /// <inheritdoc/>
    public override Task<bool> Shutdown()
    {
        _end.Close();
        return Task.FromResult(true);
    }
}
