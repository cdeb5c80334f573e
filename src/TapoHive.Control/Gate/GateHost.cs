using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>The gate: a small actor system of its own with the only listening port, beside the hive and never inside it.</summary>
public sealed class GateHost : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly GateKeys _keys;
    private readonly DataFolder _folder;

    private GateHost(ActorSystem system, GateKeys keys, DataFolder folder, GateAddress address)
    {
        _system = system;
        _keys = keys;
        _folder = folder;
        Address = address;
    }

    /// <summary>Where the gate really listens.</summary>
    public GateAddress Address { get; }

    /// <summary>Opens the gate: makes keys on the first start, listens, and leaves its address in the data folder.</summary>
    /// <param name="hive">What operators' requests are passed on to.</param>
    /// <param name="options">Folder, address, bounds.</param>
    /// <param name="logs">Where the audit goes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="GateException">The address cannot be listened on, or the keys cannot be read; the message is for people.</exception>
    public static async Task<GateHost> StartAsync(HiveHandle hive, GateOptions options, ILoggerFactory logs, CancellationToken cancellation = default)
    {
        var audit = new AuditLog(logs.CreateLogger("TapoHive.Gate"));
        var keys = EnsureKeys(options);
        ActorSystem? system = null;
        try
        {
            var setup = OperatorRemoting.Setup(
                new KeyPairAndTrust(keys.Certificate, keys.Operators),
                new GateAddress(options.Host, options.Port),
                peer => audit.TurnedAway("?", peer, "it shows no certificate of this hive's operators"),
                logs);
            system = await Task.Run(() => ActorSystem.Create(OperatorProtocol.SystemName, setup), cancellation);
            var address = new GateAddress(options.Host, ((ExtendedActorSystem)system).Provider.DefaultAddress.Port ?? options.Port);
            system.ActorOf(Props.Create(() => new GateActor(hive, options, keys, audit)), OperatorProtocol.GateName);
            address.Write(options.Folder.GateAddressFile);
            return new GateHost(system, keys, options.Folder, address);
        }
        catch (Exception e)
        {
            await (system?.Terminate() ?? Task.CompletedTask);
            keys.Dispose();
            if (e is OperationCanceledException)
            {
                throw;
            }

            throw new GateException($"The gate cannot listen on {options.Host}:{options.Port}: {Innermost(e).Message} Choose another address or port.", e);
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
        _keys.Dispose();
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
