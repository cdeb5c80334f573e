using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Control.Connections;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>The gate: a small actor system of its own with the only listening port, beside the hive and never inside it.</summary>
public sealed class GateHost : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly GateEnd _end;
    private readonly GateKeys _keys;
    private readonly DataFolder _folder;

    private GateHost(ActorSystem system, IActorRef gate, GateEnd end, GateKeys keys, DataFolder folder, GateAddress address)
    {
        _system = system;
        Gate = gate;
        _end = end;
        _keys = keys;
        _folder = folder;
        Address = address;
    }

    /// <summary>The door itself, for whoever asks whether it is alive.</summary>
    public IActorRef Gate { get; }

    /// <summary>Where this machine reaches the gate.</summary>
    public GateAddress Address { get; }

    /// <summary>The actor system in which it lives.</summary>
    internal ActorSystem ActorSystem => _system;

    /// <summary>Who counts its connections.</summary>
    internal Doorkeeper Door => _end.Door;

    /// <summary>Opens the gate: makes keys on the first start, listens, and leaves its address in the data folder.</summary>
    /// <param name="hive">What operators' requests are passed on to.</param>
    /// <param name="options">Folder, address, bounds.</param>
    /// <param name="logs">Where the audit goes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="GateException">The address cannot be listened on, or the keys cannot be read; the message is for people.</exception>
    public static async Task<GateHost> StartAsync(HiveHandle hive, GateOptions options, ILoggerFactory logs, CancellationToken cancellation = default)
    {
        var audit = new AuditLog(logs.CreateLogger("TapoHive.Gate"), options.Time);
        var keys = EnsureKeys(options);
        var roll = new OperatorRoll(keys.Registry);
        var end = Listen(options, keys, audit);
        ActorSystem? system = null;
        try
        {
            // This machine comes by the loopback address, whatever others call the gate.
            var isEverywhere = options.Bind.Equals(IPAddress.Any) || options.Bind.Equals(IPAddress.IPv6Any);
            var address = new GateAddress(isEverywhere ? "127.0.0.1" : options.Bind.ToString(), end.Port);
            var hall = new GateHall(roll, end.Door, audit, keys.Authority, GateName.Of(options, end.Port), GateName.Obstacle(options));
            system = await Task.Run(() => Akka.Actor.ActorSystem.Create(OperatorProtocol.SystemName, OperatorRemoting.Setup(end, logs)), cancellation);
            var gate = system.ActorOf(Props.Create(() => new GateActor(hive, options, keys.Identity, hall)), OperatorProtocol.GateName);
            address.Write(options.Folder.GateAddressFile);
            options.Folder.ShareLocalKey(options.LocalKey);
            return new GateHost(system, gate, end, keys, options.Folder, address);
        }
        catch (Exception e)
        {
            end.Dispose();
            await (system?.Terminate() ?? Task.CompletedTask);
            keys.Dispose();
            if (e is OperationCanceledException)
            {
                throw;
            }

            throw new GateException($"The gate cannot be opened: {Innermost(e).Message} Look at the data folder '{options.Folder}' and its permissions.", e);
        }
    }

    /// <summary>Takes the address away and ends all conversations.</summary>
    public async ValueTask DisposeAsync()
    {
        // Only our own: another hive may have taken the folder over since.
        if (GateAddress.TryRead(_folder.GateAddressFile) == Address)
        {
            File.Delete(_folder.GateAddressFile);
        }

        await _system.Terminate();
        _end.Dispose();
        _keys.Dispose();
    }

    private static GateEnd Listen(GateOptions options, GateKeys keys, AuditLog audit)
    {
        try
        {
            return GateEnd.Listen(
                new IPEndPoint(options.Bind, options.Port),
                new KeyPairAndTrust(keys.Certificate, keys.Operators),
                new Doorkeeper(options.Limits.Door),
                (peer, why) => audit.TurnedAway("?", peer, why));
        }
        catch (SocketException e)
        {
            keys.Dispose();
            throw new GateException($"The gate cannot listen on {options.Bind}:{options.Port}: {e.Message} Choose another address (gate.bind) or port (gate.port).", e);
        }
    }

    private static GateKeys EnsureKeys(GateOptions options)
    {
        try
        {
            return GateKeys.Ensure(options.Folder, options.Clock.GetCurrentInstant().ToDateTimeOffset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException
            or System.Text.Json.JsonException or ArgumentException)
        {
            throw new GateException($"The keys in '{options.Folder}' cannot be read or made: {e.Message} Check the folder's owner and permissions.", e);
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
