using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Query;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Query;
using Akka.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.History;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Serialization;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Projections;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.History;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Scheduling;

namespace TapoHive.Daemon.Tests.Schedules;

/// <summary>
/// A house and its scheduler on a journal of real SQLite, on a clock that the test moves; its plugs are not there. It is killed without
/// a word: its successor begins with a copy of what was on disk at that moment, while it is still running.
/// </summary>
internal sealed class MortalHive : IAsyncDisposable
{
    public static readonly HouseName Home = new("hillside");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Duration Step = Duration.FromSeconds(5);

    private readonly StorageFolder _folder;
    private readonly Journal _journal;
    private readonly TelemetryFile _telemetry;
    private readonly FakeClock _clock;
    private readonly FakeTimeProvider _elapsing;
    private readonly HouseBoard _board = new();
    private readonly ActorSystem _system;
    private readonly IActorRef _houses;
    private readonly IActorRef _history;
    private long _asked = 1_000_000;

    private MortalHive(StorageFolder folder, Journal journal, Instant now)
    {
        (_folder, _journal, _telemetry) = (folder, journal, new TelemetryFile(folder.TelemetryFile));
        (_clock, _elapsing) = (new FakeClock(now), new FakeTimeProvider(now.ToDateTimeOffset()));
        _system = ActorSystem.Create("hive", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(
                $"""
                akka.loglevel = OFF
                akka.stdout-loglevel = OFF
                akka.scheduler.implementation = "{typeof(TestScheduler).FullName}, {typeof(TestScheduler).Assembly.GetName().Name}"
                {HiveSerializer.Configuration}
                {journal.Configuration}
                """).WithFallback(SqlPersistence.DefaultConfiguration)),
            .. journal.Setups,
        ]));
        _houses = _system.ActorOf(Props.Create(() => new HousesActor(
            new HouseSurroundings(ActorRefs.Nobody, ActorRefs.Nobody, new EmptyVault(), _board, _clock, NullLoggerFactory.Instance, QuartzCron.Instance))));
        _history = _system.ActorOf(Props.Create(() => new HistoryActor(
            new HistoryOptions(
                new SqlHistory(_telemetry),
                () => PersistenceQuery.Get(_system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier),
                Duration.FromDays(400)),
            _board,
            _clock,
            NullLoggerFactory.Instance)));
    }

    public Instant Now => _clock.GetCurrentInstant();

    public HouseState State => _board.Views[Home].State;

    /// <summary>How its schedules stand.</summary>
    public IEnumerable<ScheduleStanding> List => ScheduleProjection.List(State, QuartzCron.Instance, _clock.GetCurrentInstant());

    /// <summary>A hive in an empty folder, to which a house file was just applied; plugs are named.</summary>
    public static async Task<MortalHive> BornAsync(Instant now, string schedules, params string[] plugs)
    {
        var hive = await StartAsync(Directory.CreateTempSubdirectory("tapohive-mortal-").FullName, now);
        var read = HouseFile.ReadText(
            $$"""
            house {
              name = {{Home}}, time-zone = "Europe/London"
              location { latitude = 51.48, longitude = -0.61 }
              accounts.default { username = "me@example.com", password { env = TAPO_PASSWORD } }
              plugs { {{string.Join('\n', plugs.Select((plug, number) => $"{plug} {{ mac = \"00-00-5E-00-53-{number:X2}\" }}"))}} }
              schedules { {{schedules}} }
            }
            """,
            "/houses/hillside.conf",
            ScheduledHouseFile.Options with { Clock = new FakeClock(now) });
        Assert.Empty(read.Problems.Where(problem => problem.Severity == HouseFileSeverity.Error).Select(problem => problem.ToString()));
        Assert.IsType<HouseAccepted>(await hive.AskAsync<object>(new ApplyHouse(read.Definition!, "/houses/hillside.conf", "1")));
        hive.Watch();
        return hive;
    }

    /// <summary>Kills it, and starts the next one later (or earlier: clocks are not to be trusted).</summary>
    public async Task<MortalHive> KilledAndBackAsync(Instant now)
    {
        var folder = Directory.CreateTempSubdirectory("tapohive-mortal-").FullName;
        foreach (var file in Directory.GetFiles(_folder.Root, "*.db"))
        {
            await CopyAsDeathLeavesItAsync(file, folder);
        }

        foreach (var file in Directory.GetFiles(_folder.Root).Where(static file => !Path.GetFileName(file).Contains(".db", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var next = await StartAsync(folder, now);
        next._houses.Tell(new OpenHouse(Home));
        await next.UntilAsync(static _ => true);
        next.Watch();
        return next;
    }

    /// <summary>Lets time pass, as everything in the process sees it: elapsed time and the time of day alike.</summary>
    public async Task LiveAsync(Duration length)
    {
        for (var left = length; left > Duration.Zero; left -= Step)
        {
            var step = Duration.Min(Step, left);
            _clock.Advance(step);
            _elapsing.Advance(step.ToTimeSpan());
            await AdvanceAsync(step);
        }
    }

    /// <summary>Sets the clock, and lets the few seconds pass after which that is noticed.</summary>
    public Task JumpAsync(Duration step)
    {
        _clock.Advance(step);
        return LiveAsync(Step + Step);
    }

    /// <summary>Waits for a state of the house.</summary>
    public async Task<HouseState> UntilAsync(Func<HouseState, bool> condition)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (true)
        {
            var version = _board.Version;
            if (_board.Views.TryGetValue(Home, out var view) && condition(view.State))
            {
                return view.State;
            }

            await _board.WhenNewerThan(version, enough.Token);
        }
    }

    /// <summary>Asks once more to decide what is due; of how many schedules something was decided.</summary>
    public async Task<int> DecideAgainAsync()
    {
        var before = State.Schedules!;
        Assert.IsType<DueDecided>(await AskAsync<object>(new DecideDue(Home, [], ++_asked)));

        // The view of what was just written follows the answer.
        await AskAsync<object>(new CancelRun(Home, new Domain.Runs.RunId(long.MaxValue), Domain.Intents.Origin.House));
        return State.Schedules!.Count(schedule => schedule.Value != before[schedule.Key]);
    }

    public Task<T> AskAsync<T>(object message) => _houses.Ask<T>(message, Patience);

    /// <summary>What an outlet is wanted to be, and because of which layer: <c>on schedule</c>.</summary>
    public string Wanted(string outlet)
    {
        var intents = State[State.OutletsByName[new OutletName(outlet)]].Intents;
        return intents.Deciding is { } layer ? $"{intents.Top!.Wanted.Word()} {layer.ToString().ToLowerInvariant()}" : "";
    }

    /// <summary>What <c>schedule list</c> says of the last occurrence of a schedule.</summary>
    public string LastOf(string schedule) => List.Single(standing => standing.Name == schedule) is { LastDue: { } due, Last: { } last } ? $"{due}: {WithoutNumber(last)}" : "";

    /// <summary>What <c>history</c> says of a schedule, oldest first.</summary>
    public async Task<string[]> HistoryOfAsync(string schedule) =>
    [
        .. (await HistoryAsync()).Where(entry => entry.Origin.Value == $"schedule:{schedule}" || (entry.Plug is null && entry.To == schedule)).Select(Words),
    ];

    /// <summary>What <c>history</c> says of the house itself, oldest first.</summary>
    public async Task<string[]> HistoryAsync(string what) => [.. (await HistoryAsync()).Where(entry => entry.What == what).Select(Words)];

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await Task.WhenAll(_journal.CloseAsync(), _telemetry.CloseAsync());
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Root, recursive: true);
    }

    // Who reads keeps SQLite from emptying or taking away its newest writes in the middle of it: it does both whenever it likes.
    private static async Task CopyAsDeathLeavesItAsync(string database, string folder)
    {
        await using var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await sqlite.OpenAsync();
        await using var reading = sqlite.BeginTransaction(deferred: true);
        await using var anything = sqlite.CreateCommand();
        anything.CommandText = "SELECT count(*) FROM sqlite_master";
        await anything.ExecuteScalarAsync();
        foreach (var file in new[] { database, $"{database}-wal" })
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static async Task<MortalHive> StartAsync(string folder, Instant now)
    {
        var storage = StorageFolder.Open(new DataFolder(folder));
        return new MortalHive(storage, await Journal.OpenAsync(storage, TestContext.Current.CancellationToken), now);
    }

    private static string Words(HistoryEntry entry) => $"{entry.Name}: {WithoutNumber(HistoryWords.Of(entry))}";

    private static string WithoutNumber(string words) => Regex.Replace(words, "run [0-9]+", "run N", RegexOptions.NonBacktracking);

    private void Watch() => HiveScheduler.Start(_system, new SchedulerSurroundings(_board, _houses, QuartzCron.Instance, _clock, _elapsing, NullLoggerFactory.Instance));

    private async Task AdvanceAsync(Duration step)
    {
        ((TestScheduler)_system.Scheduler).Advance(step.ToTimeSpan());

        // What the timers set off is through the scheduler's mailbox before the next step.
        await _system.ActorSelection("/user/scheduler").Ask<ActorIdentity>(new Identify(null), Patience);
    }

    private async Task<ImmutableArray<HistoryEntry>> HistoryAsync()
    {
        var answer = await _history.Ask<object>(new ReadHistory([new HistoryScope(Home, null)], Instant.MinValue, Instant.MaxValue, null, 10_000), Patience);
        return [.. Assert.IsType<HistoryPage>(answer).Lines.OrderBy(line => line.Revision).Select(line => line.Entry)];
    }

    private sealed class EmptyVault : IAccountVault
    {
        public void Learn(HouseName house, ImmutableArray<AccountDefinition> accounts)
        {
        }

        public void ReadAgain(HouseName house)
        {
        }

        public Task<Result<Account>> FindAsync(HouseName house, AccountName account, CancellationToken cancellation) =>
            throw new InvalidOperationException("There are no plugs to log in to.");
    }
}
