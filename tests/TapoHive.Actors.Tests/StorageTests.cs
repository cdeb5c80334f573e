using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Snapshot;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Tests;

/// <summary>What a house says of its journal after a write that failed.</summary>
public sealed class StorageTests() : TestKit($$"""
    akka {
      loglevel = OFF
      scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
      persistence.snapshot-store { plugin = "akka.persistence.snapshot-store.shaky", shaky.class = "{{typeof(ShakySnapshots).AssemblyQualifiedName}}" }
    }
    """)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HouseName Home = new("home");
    private readonly HouseBoard _board = new();

    [Fact]
    public async Task It_is_unavailable_until_one_has_worked_again()
    {
        var disk = new Disk();
        ShakySnapshots.Disks.Add(Sys, disk);
        var house = Start(StorageHealth.Available);
        await ApplyAsync(house, "1");
        Assert.Equal(StorageHealth.Available, _board.Views[Home].Storage);
        Sys.Stop(house);
        await ExpectTerminatedAsync(Watch(house), Patience, cancellationToken: TestContext.Current.CancellationToken);

        disk.IsFull = true;
        house = Start(StorageHealth.Unavailable);
        await TriedAsync(house, disk, 1);
        Assert.Equal(StorageHealth.Unavailable, _board.Views[Home].Storage);

        // It is tried again now and then, because a quiet house writes nothing.
        Pass(TimeSpan.FromSeconds(61));
        await TriedAsync(house, disk, 2);
        Assert.Equal(StorageHealth.Unavailable, _board.Views[Home].Storage);

        disk.IsFull = false;
        Pass(TimeSpan.FromSeconds(61));
        await AwaitConditionAsync(() => Task.FromResult(_board.Views[Home].Storage == StorageHealth.Available), Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, disk.Tries);
        Pass(TimeSpan.FromSeconds(61));
        await DoneAsync(house);
        Assert.Equal(3, disk.Tries);
    }

    [Fact]
    public async Task Whatever_is_written_proves_it()
    {
        var disk = new Disk { IsFull = true };
        ShakySnapshots.Disks.Add(Sys, disk);
        var house = Start(StorageHealth.Unavailable);

        await ApplyAsync(house, "1");

        Assert.Equal(StorageHealth.Available, _board.Views[Home].Storage);
    }

    private IActorRef Start(StorageHealth storage)
    {
        var surroundings = new HouseSurroundings(
            CreateTestProbe(), CreateTestProbe(), new HiveHarness.FixedVault("password"), _board, SystemClock.Instance, NullLoggerFactory.Instance);
        return Sys.ActorOf(ActorMaker.Props(() => new HouseActor(Home, surroundings, storage)));
    }

    private static async Task ApplyAsync(IActorRef house, string hash)
    {
        var definition = new HouseDefinition(
            Home,
            "Europe/London",
            [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
            DiscoveryDefinition.Usual,
            PressPolicy.Follow,
            []);
        await house.Ask<HouseAccepted>(new ApplyHouse(definition, "test.conf", hash), Patience, TestContext.Current.CancellationToken);
    }

    private async Task TriedAsync(IActorRef house, Disk disk, int times)
    {
        await AwaitConditionAsync(() => Task.FromResult(disk.Tries == times), Patience, cancellationToken: TestContext.Current.CancellationToken);
        await DoneAsync(house);
    }

    private static async Task DoneAsync(IActorRef house) =>
        await house.Ask<Refused>(new CancelRun(Home, new Domain.Runs.RunId(999), Domain.Intents.Origin.Operator("test")), Patience, TestContext.Current.CancellationToken);

    private void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    /// <summary>Where snapshots go, as long as there is room.</summary>
    private sealed class Disk
    {
        private int _tries;

        public bool IsFull { get; set; }

        public int Tries => Volatile.Read(ref _tries);

        public void Write()
        {
            Interlocked.Increment(ref _tries);
            if (IsFull)
            {
                throw new IOException("No space left on device.");
            }
        }
    }

    private sealed class ShakySnapshots : SnapshotStore
    {
        private readonly Disk _disk = Disks.GetValue(Context.System, static _ => new Disk());

        public static ConditionalWeakTable<ActorSystem, Disk> Disks { get; } = [];

        protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
            Task.FromResult<SelectedSnapshot?>(null);

        protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
        {
            _disk.Write();
            return Task.CompletedTask;
        }

        protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => Task.CompletedTask;

        protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
