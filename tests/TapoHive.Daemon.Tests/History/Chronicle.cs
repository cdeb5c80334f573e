using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Query;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Query;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.History;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Serialization;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Tests.History;

/// <summary>A journal and a history on real SQLite, and the actor between them; the house itself is played.</summary>
internal sealed class Chronicle : IAsyncDisposable
{
    public static readonly HouseName Home = new("hillside");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HouseBoard _board = new();
    private readonly Journal _journal;
    private readonly ActorSystem _system;
    private readonly IActorRef _writer;
    private readonly List<HouseEvent> _happened = [];
    private IActorRef _history = ActorRefs.Nobody;
    private HouseState _state = HouseState.Empty;

    private Chronicle(StorageFolder folder, Journal journal, ActorSystem system)
    {
        (Folder, Telemetry, _journal, _system) = (folder, new TelemetryFile(folder.TelemetryFile), journal, system);
        _writer = system.ActorOf(Props.Create(() => new Writer()));
    }

    public StorageFolder Folder { get; }

    public TelemetryFile Telemetry { get; private set; }

    public FakeClock Clock { get; } = new(Instant.FromUtc(2026, 11, 25, 12, 0));

    /// <summary>The history that the events are worth, worked out by hand.</summary>
    public IEnumerable<(long Revision, HistoryEntry Entry)> Expected
    {
        get
        {
            var state = HouseState.Empty;
            foreach (var happened in _happened)
            {
                var before = state;
                state = HouseEvolution.Evolve(before, happened);
                foreach (var entry in HouseHistory.Of(before, happened, state))
                {
                    yield return (state.Revision, entry);
                }
            }
        }
    }

    public HouseState State => _state;

    public static async Task<Chronicle> BeginAsync()
    {
        var folder = StorageFolder.Open(new DataFolder(Directory.CreateTempSubdirectory("tapohive-history-").FullName));
        var journal = await Journal.OpenAsync(folder, TestContext.Current.CancellationToken);
        var system = ActorSystem.Create("hive", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(
                ConfigurationFactory.ParseString($"akka.loglevel = OFF\nakka.stdout-loglevel = OFF\n{HiveSerializer.Configuration}\n{journal.Configuration}")
                    .WithFallback(SqlPersistence.DefaultConfiguration)),
            .. journal.Setups,
        ]));
        return new Chronicle(folder, journal, system);
    }

    /// <summary>Writes events to the journal, and shows the house as it is then.</summary>
    public async Task HappenAsync(params IReadOnlyCollection<HouseEvent> events)
    {
        await _writer.Ask<int>(events.ToList(), Patience);
        _happened.AddRange(events);
        _state = events.Aggregate(_state, HouseEvolution.Evolve);
        Show();
    }

    /// <summary>Starts the history's actor, with its own store or another one.</summary>
    public IActorRef Start(IHistoryStore? store = null, Duration? keep = null)
    {
        var options = new HistoryOptions(
            store ?? new SqlHistory(Telemetry),
            () => PersistenceQuery.Get(_system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier),
            keep ?? Duration.FromDays(400));
        return _history = _system.ActorOf(Props.Create(() => new HistoryActor(options, _board, Clock, NullLoggerFactory.Instance)));
    }

    /// <summary>Stops it, as a hive does that ends.</summary>
    public async Task StopAsync()
    {
        await _history.GracefulStop(Patience);
        await Telemetry.CloseAsync();
        SqliteConnection.ClearAllPools();
        Telemetry = new TelemetryFile(Folder.TelemetryFile);
    }

    /// <summary>All lines, page by page.</summary>
    public async Task<List<HistoryLine>> ReadAsync(int page = 1_000, params OutletKey[] outlets)
    {
        List<HistoryLine> lines = [];
        HistoryPlace? after = null;
        do
        {
            var scope = new HistoryScope(Home, outlets.Length == 0 ? null : [.. outlets]);
            var answer = await _history.Ask<object>(new ReadHistory([scope], Instant.MinValue, Clock.GetCurrentInstant() + Duration.FromDays(1_000), after, page), Patience);
            var read = Assert.IsType<HistoryPage>(answer);
            Assert.True(read.Lines.Length <= page);
            lines.AddRange(read.Lines);
            after = read.Next;
        }
        while (after is not null);
        return lines;
    }

    public async Task<OutletPast> PastAsync(OutletKey outlet, Instant at) => Assert.IsType<OutletPast>(await AskAsync(new ReadPast(Home, outlet, at)));

    public Task<object> AskAsync(object question) => _history.Ask<object>(question, Patience);

    /// <summary>Every line once, each as it should be.</summary>
    public async Task IsWholeAsync()
    {
        var lines = await ReadAsync();
        Assert.Equal(
            Expected.Select(static line => (line.Revision, line.Entry)).OrderBy(static line => line.Entry.At).ThenBy(static line => line.Revision),
            lines.Select(static line => (line.Revision, line.Entry)));
        foreach (var key in _state.OutletsByName.Values)
        {
            Assert.Equal(OutletStanding.Of(_state, key), (await PastAsync(key, Clock.GetCurrentInstant() + Duration.FromDays(999))).Standing);
        }
    }

    /// <summary>Changes the database behind the actor's back.</summary>
    public void Tamper(string sql)
    {
        using var sqlite = new SqliteConnection($"Data Source={Folder.TelemetryFile};Pooling=False");
        sqlite.Open();
        using var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The text is a test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await Task.WhenAll(_journal.CloseAsync(), Telemetry.CloseAsync());
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder.Root, recursive: true);
    }

    private void Show() => _board.Publish(new HouseView(Home, _state.Revision, Clock.GetCurrentInstant(), _state, ImmutableDictionary<Domain.Plugs.PlugId, Domain.Plugs.PlugReport>.Empty));

    private sealed class Writer : ReceivePersistentActor
    {
        public Writer()
        {
            Recover<SnapshotOffer>(static _ => { });
            Recover<HouseEvent>(static _ => { });
            Command<List<HouseEvent>>(events =>
            {
                var (asker, left) = (Sender, events.Count);
                PersistAll(events, _ =>
                {
                    if (--left == 0)
                    {
                        asker.Tell(events.Count);
                    }
                });
            });
        }

        public override string PersistenceId => HouseActor.PersistenceIdOf(Home);
    }
}
