using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A real gate on a real port in front of a stub hive, in a data folder of its own.</summary>
internal sealed class RunningGate : IAsyncDisposable
{
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    private RunningGate(DataFolder folder, HouseBoard board, LogSink log, GateHost host)
    {
        (Folder, Board, Log, Host) = (folder, board, log, host);
    }

    public DataFolder Folder { get; }

    public HouseBoard Board { get; }

    public LogSink Log { get; }

    public GateHost Host { get; }

    public static async Task<RunningGate> StartAsync(IActorRef houses, IActorRef discovery, GateLimits? limits = null, params HouseView[] views)
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("tapohive-gate-").FullName);
        var board = new HouseBoard();
        foreach (var view in views)
        {
            board.Publish(view);
        }

        var log = new LogSink();
        var options = new GateOptions(folder) { Clock = new FakeClock(SampleHouse.Now), Limits = limits ?? new GateLimits { WatchPause = TimeSpan.FromMilliseconds(1) } };
        var host = await GateHost.StartAsync(new HiveHandle(board, houses, discovery), options, log, TestContext.Current.CancellationToken);
        return new RunningGate(folder, board, log, host);
    }

    public OperatorKey LocalKey() => OperatorKey.Read(Folder.LocalOperatorFile);

    public Task<HiveClient> EnterAsync() => EnterAsync(LocalKey());

    public Task<HiveClient> EnterAsync(OperatorKey key) =>
        HiveClient.ConnectAsync(key, Host.Address, Patience, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(Folder.Path, recursive: true);
    }
}
