using System.Net;
using System.Net.NetworkInformation;
using Akka.Actor;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Discovery;

/// <content>The sockets: one on each address of this machine, one for single hosts anywhere. They come and go with the addresses.</content>
public sealed partial class DiscoveryActor
{
    private const int DrainedAtOnce = 512;
    private readonly Dictionary<IPAddress, Opening> _sockets = [];

    private enum Stream
    {
        Open,
        Ended,
    }

    private void FollowNetworks()
    {
        try
        {
            _networks = LocalNetwork.OfThisHost();
        }
        catch (Exception e) when (e is NetworkInformationException or IOException)
        {
            // An interface that goes away while all are read: the next round reads them anew.
            LogNoAddresses(e.Message);
            return;
        }

        foreach (var gone in _sockets.Keys.Where(local => !local.Equals(IPAddress.Any) && !_networks.Any(network => network.Local.Equals(local))).ToList())
        {
            Close(gone);
        }
    }

    private void Open(IPAddress local)
    {
        if (_sockets.TryAdd(local, new Opening()))
        {
            DiscoverySocket.OpenAsync(local, _keys, _clock, CancellationToken.None).PipeTo(
                Self,
                success: outcome => new SocketOpened(local, outcome),
                failure: error => new SocketOpened(local, new Failure(FailureKind.Transient, error.Message)));
        }
    }

    private void Opened(SocketOpened opened)
    {
        if (opened.Outcome is not Result<DiscoverySocket>.Ok { Value: var socket })
        {
            // The address may be back in the next round.
            _sockets.Remove(opened.Local);
            LogNoSocket(opened.Local.ToString(), ((Result<DiscoverySocket>.Failed)opened.Outcome).Failure.Message);
        }
        else if (_sockets.TryGetValue(opened.Local, out var opening) && opening.Socket is null)
        {
            opening.Socket = socket;
            Await(opened.Local, socket);
            KeepTicking();
        }
        else
        {
            // The address went away while its socket was opened.
            _ = socket.DisposeAsync().AsTask();
        }

        ResumeSearches();
    }

    private void Close(IPAddress local)
    {
        if (_sockets.Remove(local, out var opening) && opening.Socket is { } socket)
        {
            _ = socket.DisposeAsync().AsTask();
        }
    }

    private void CloseSockets()
    {
        foreach (var local in _sockets.Keys.ToList())
        {
            Close(local);
        }
    }

    private void Await(IPAddress local, DiscoverySocket socket) => socket.Sightings.WaitToReadAsync().AsTask().PipeTo(
        Self,
        success: more => new Arrived(local, socket, more ? Stream.Open : Stream.Ended),
        failure: _ => new Arrived(local, socket, Stream.Ended));

    private void Drain(Arrived arrived)
    {
        if (arrived.Stream == Stream.Ended)
        {
            if (_sockets.TryGetValue(arrived.Local, out var opening) && opening.Socket == arrived.Socket)
            {
                Close(arrived.Local);
            }

            return;
        }

        for (var i = 0; i < DrainedAtOnce && arrived.Socket.Sightings.TryRead(out var sighting); i++)
        {
            Take(sighting);
        }

        Await(arrived.Local, arrived.Socket);
    }

    private void KeepTicking()
    {
        if (!_queue.IsEmpty && !Timers.IsTimerActive(Ticked.Instance))
        {
            Timers.StartSingleTimer(Ticked.Instance, Ticked.Instance, TimeSpan.FromMilliseconds(1));
        }
    }

    private void SendSome()
    {
        foreach (var probe in _queue.Take(ProbesPerTick, SweptPerTick, Now, local => _sockets.GetValueOrDefault(local)?.Socket is not null, _sockets.ContainsKey))
        {
            var target = probe.Target;
            _sockets[probe.Local].Socket!.ProbeAsync(target, probe.Ports, CancellationToken.None).PipeTo(
                Self,
                success: outcome => outcome is Result<int>.Failed { Failure.Kind: var kind }
                    ? new ProbeStayed(new UnsentProbe(target.ToString(), kind == FailureKind.Unsupported ? UnsentReason.Forbidden : UnsentReason.NoRoute))
                    : ProbesLeft.Instance,
                failure: _ => ProbesLeft.Instance);
        }

        if (!_queue.IsEmpty)
        {
            Timers.StartSingleTimer(Ticked.Instance, Ticked.Instance, Tick);
        }
    }

    private sealed class Opening
    {
        public DiscoverySocket? Socket { get; set; }
    }

    private sealed record SocketOpened(IPAddress Local, Result<DiscoverySocket> Outcome) : INoSerializationVerificationNeeded;

    private sealed record Arrived(IPAddress Local, DiscoverySocket Socket, Stream Stream) : INoSerializationVerificationNeeded;

    private sealed record ProbeStayed(UnsentProbe Probe) : INoSerializationVerificationNeeded;

    private sealed class Ticked : INoSerializationVerificationNeeded
    {
        public static Ticked Instance { get; } = new();
    }

    private sealed class ProbesLeft : INoSerializationVerificationNeeded
    {
        public static ProbesLeft Instance { get; } = new();
    }
}
