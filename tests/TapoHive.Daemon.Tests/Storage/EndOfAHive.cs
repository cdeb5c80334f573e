using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TapoHive.Actors.Serialization;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Tests.Storage;

/// <summary>When a hive has ended, also one whose start came to nothing, nothing of it is open and nothing is written any more.</summary>
public sealed class EndOfAHive : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly HouseName Home = new("hillside");
    private readonly StorageFolder _folder = StorageFolder.Open(new DataFolder(Directory.CreateTempSubdirectory("tapohive-end-").FullName));

    [Fact]
    public async Task A_start_that_comes_to_nothing_half_way_leaves_nothing_open()
    {
        // Found when the actors are there already: to them a table without the right columns is one that will be mended.
        Execute("CREATE TABLE journal (nonsense TEXT)");

        var error = await Assert.ThrowsAsync<DaemonException>(StartAsync);

        Assert.Contains("The journal cannot be read", error.Message, StringComparison.Ordinal);
        Assert.Empty(OpenFiles());
        Execute("DROP TABLE journal");
        await using var hive = await StartAsync();
        Assert.Empty(hive.Remembered);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_at_any_moment_leaves_nothing_open()
    {
        await using (var hive = await StartAsync())
        {
            await hive.ApplyAsync(House(), "hillside.conf", "1", TestContext.Current.CancellationToken);
        }

        foreach (var milliseconds in new[] { 0, 5, 20, 50, 100, 200 })
        {
            using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
            try
            {
                await using var hive = await HiveDaemon.StartAsync(new DaemonOptions(new DataFolder(_folder.Root)), NullLoggerFactory.Instance, moment.Token);
            }
            catch (OperationCanceledException)
            {
                // Not all of them come in time.
            }

            Assert.Empty(OpenFiles());
        }
    }

    [Fact]
    public async Task A_hive_that_has_stopped_has_nothing_open()
    {
        for (var life = 0; life < 3; life++)
        {
            // At once, while its stores are still being opened.
            await using (var hive = await StartAsync())
            {
                await hive.ApplyAsync(House(), "hillside.conf", "1", TestContext.Current.CancellationToken);
            }

            Assert.Empty(OpenFiles());
        }
    }

    [Fact]
    public async Task A_house_whose_journal_cannot_be_read_keeps_the_others_from_nothing_and_says_so_when_it_is_given_a_file()
    {
        await using (var hive = await StartAsync())
        {
            await hive.ApplyAsync(House(), "hillside.conf", "1", TestContext.Current.CancellationToken);
            await hive.ApplyAsync(House() with { Name = new HouseName("seaside") }, "seaside.conf", "1", TestContext.Current.CancellationToken);
        }

        Execute("UPDATE journal SET message = x'00' WHERE persistence_id = 'house-seaside'");
        Execute("DELETE FROM snapshot");

        await using var next = await StartAsync();
        Assert.Equal([Home], next.Hive.Board.Views.Keys);
        Assert.Contains(new HouseName("seaside"), next.Hive.Board.Unreadable);
        var error = await Assert.ThrowsAsync<DaemonException>(() => next.ApplyAsync(House() with { Name = new HouseName("seaside") }, "seaside.conf", "2", TestContext.Current.CancellationToken));
        Assert.Contains("House 'seaside' cannot read or write its journal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_keeps_no_house_from_coming_back()
    {
        await using (var hive = await StartAsync())
        {
            await hive.ApplyAsync(House(), "hillside.conf", "1", TestContext.Current.CancellationToken);
        }

        // One of the house as it was at its first event, as those are that a house writes every few hundred.
        Assert.Equal(1, Execute("""
            INSERT OR REPLACE INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            SELECT persistence_id, sequence_number, created, x'00', manifest, identifier FROM journal WHERE persistence_id = 'house-hillside' AND sequence_number = 1
            """));

        await using var next = await StartAsync();
        Assert.Equal([Home], next.Hive.Board.Views.Keys);
        Assert.Empty(next.Hive.Board.Unreadable);
    }

    [Fact]
    public async Task Telemetry_that_is_being_written_is_waited_for_and_nothing_comes_after_it()
    {
        var telemetry = new TelemetryFile(_folder.TelemetryFile);
        await telemetry.OpenAsync(_ => true);
        using var mayGo = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = telemetry.WriteAsync(_ =>
        {
            begun.SetResult();
            return mayGo.Wait(Patience);
        });
        await begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        var (closing, late) = (telemetry.CloseAsync(), telemetry.WriteAsync(_ => true));
        Assert.False(closing.IsCompleted);
        mayGo.Set();

        await closing.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(writing.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => telemetry.ReadAsync(_ => true));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_journal_that_is_open_is_waited_for_and_not_opened_again()
    {
        var journal = await Journal.OpenAsync(_folder, TestContext.Current.CancellationToken);
        var connection = new DataConnection(journal.Options);
        await connection.ExecuteAsync("SELECT 1", TestContext.Current.CancellationToken);

        var closing = journal.CloseAsync();
        Assert.False(closing.IsCompleted);
        await connection.DisposeAsync();

        await closing.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await using var late = new DataConnection(journal.Options);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late.ExecuteAsync("SELECT 1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_journal_of_actors_is_the_one_that_is_waited_for()
    {
        var journal = await Journal.OpenAsync(_folder, TestContext.Current.CancellationToken);
        var system = ActorSystem.Create("hive", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString($"akka.loglevel = OFF\nakka.stdout-loglevel = OFF\n{HiveSerializer.Configuration}\n{journal.Configuration}").WithFallback(SqlPersistence.DefaultConfiguration)),
            .. journal.Setups,
        ]));
        var writer = system.ActorOf(Props.Create(() => new Writer()));
        Assert.Equal("written", await writer.Ask<string>("write", Patience, TestContext.Current.CancellationToken));

        await journal.CloseAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal("failed", await writer.Ask<string>("write", Patience, TestContext.Current.CancellationToken));
        await system.Terminate();
        SqliteConnection.ClearAllPools();
    }

    public void Dispose() => Directory.Delete(_folder.Root, recursive: true);

    private static HouseDefinition House() => new(
        Home, "Europe/London", [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "NOBODY_SETS_THIS"))],
        DiscoveryDefinition.Usual with { Targets = [DiscoveryTarget.FromText("127.255.255.255")] }, PressPolicy.Follow, []);

    private Task<HiveDaemon> StartAsync() => HiveDaemon.StartAsync(new DaemonOptions(new DataFolder(_folder.Root)), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    private int Execute(string sql)
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _folder.JournalFile, Pooling = false }.ToString());
        database.Open();
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The text is a test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    // Linux tells; elsewhere it is not known.
    private ImmutableArray<string> OpenFiles() => !Directory.Exists("/proc/self/fd") ? [] :
    [
        .. Directory.GetFiles("/proc/self/fd").Select(static file => new FileInfo(file).LinkTarget).OfType<string>().Where(target => target.StartsWith(_folder.Root, StringComparison.Ordinal)),
    ];

    private sealed class Writer : ReceivePersistentActor
    {
        private IActorRef _asker = ActorRefs.Nobody;

        public Writer()
        {
            Recover<HouseEvent>(static _ => { });
            Command<string>(_ =>
            {
                _asker = Sender;
                Persist(new HouseApplied(default, House(), "hillside.conf", "1"), _ => _asker.Tell("written"));
            });
        }

        public override string PersistenceId => "house-hillside";

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _asker.Tell("failed");
    }
}
