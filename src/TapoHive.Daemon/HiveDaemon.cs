using System.Collections.Immutable;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Query;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Query;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors;
using TapoHive.Actors.History;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Logging;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Serialization;
using TapoHive.Actors.Telemetry;
using TapoHive.Alerts;
using TapoHive.Daemon.Accounts;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Mqtt;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;
using TapoHive.Scheduling;

namespace TapoHive.Daemon;

/// <summary>The composition root: data folder, journal, secrets, the hive's actor system. One a data folder, by its lock.</summary>
public sealed partial class HiveDaemon : IAsyncDisposable
{
    private const int FingerprintKeyLength = 32;

    // How long databases may take over what they were doing when the hive ended; systemd gives the whole end half a minute.
    private static readonly TimeSpan PatienceWithStores = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PatienceWithMeters = TimeSpan.FromSeconds(30);

    private readonly Belongings _belongings;
    private readonly ActorSystem _system;
    private readonly PostgresDatabase? _postgres;

    private HiveDaemon(
        Belongings belongings, PostgresDatabase? postgres, ActorSystem system, Hive hive, StorageFolder folder, IActorRef alerts, IReadOnlyList<HouseName> remembered)
    {
        _belongings = belongings;
        _postgres = postgres;
        Remembered = remembered;
        Alerts = alerts;
        _system = system;
        Hive = hive;
        Folder = folder;
    }

    /// <summary>The version of the program.</summary>
    public static string Version { get; } = typeof(HiveDaemon).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The hive that runs.</summary>
    public Hive Hive { get; }

    /// <summary>Tells people of trouble; takes <see cref="TestAlerts"/>.</summary>
    public IActorRef Alerts { get; }

    /// <summary>The houses that its journal knew when it started.</summary>
    public IReadOnlyList<HouseName> Remembered { get; }

    /// <summary>What it keeps on disk.</summary>
    public StorageFolder Folder { get; }

    /// <summary>Completes when the hive has stopped by itself, or has to, because another one has taken its database; neither ever should be.</summary>
    public Task Stopped => _postgres is null ? _system.WhenTerminated : Task.WhenAny(_system.WhenTerminated, _postgres.Lost);

    /// <summary>Why it has to stop; absent where it need not.</summary>
    public string? Objection => _postgres is { Lost.IsCompleted: true }
        ? $"Another hive has taken the database {_postgres.Name} while it was away, so this one stops. Give each a database of its own in storage.postgresql."
        : null;

    /// <summary>Starts a hive: opens the folder, wakes the houses that the journal knows.</summary>
    /// <exception cref="DaemonException">It cannot start; the message says why.</exception>
    public static async Task<HiveDaemon> StartAsync(DaemonOptions options, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var belongings = new Belongings();
        try
        {
            return await StartAsync(options, loggers, belongings, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await belongings.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Applies a checked house file.</summary>
    /// <exception cref="DaemonException">The house did not take it.</exception>
    public async Task<HouseAccepted> ApplyAsync(HouseDefinition definition, string source, string sourceHash, CancellationToken cancellation) =>
        // However long a slow machine takes over a long journal: a house answers, or falls, and then its parent does.
        await Hive.Houses.Ask<object>(new ApplyHouse(definition, source, sourceHash), Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false) switch
        {
            HouseAccepted accepted => accepted,
            Refused refused => throw new DaemonException(refused.Message),
            var other => throw new InvalidOperationException($"A house answered with {other.GetType().Name}."),
        };

    /// <summary>Stops the hive: what is being written is finished, sessions end, the folder is free.</summary>
    public ValueTask DisposeAsync() => _belongings.DisposeAsync();

    private static async Task<HiveDaemon> StartAsync(DaemonOptions options, ILoggerFactory loggers, Belongings belongings, CancellationToken cancellation)
    {
        var folder = StorageFolder.Open(options.Folder);
        belongings.Add(DaemonLock.Take(folder));
        StoragePlace.HoldTo(folder, options.Postgres);
        PostgresDatabase? postgres = null;
        if (options.Postgres is { } place)
        {
            postgres = await PostgresDatabase.OpenAsync(place, TimeProvider.System, cancellation).ConfigureAwait(false);
            belongings.AtTheEnd(() => postgres.DisposeAsync().AsTask());
            await StoragePlace.NoteAsync(folder, cancellation).ConfigureAwait(false);
        }

        belongings.AtTheEnd(static () =>
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return Task.CompletedTask;
        });
        var journal = postgres is null ? await Journal.OpenAsync(folder, cancellation).ConfigureAwait(false) : Journal.On(postgres);
        TelemetryDatabase telemetry = postgres is null ? new TelemetryFile(folder.TelemetryFile) : new TelemetryServer(postgres);
        belongings.AtTheEnd(() => ClosedAsync(journal, telemetry, loggers));
        var fingerprintKey = await StorageFolder.ReadOrMakeSecretAsync(folder.FingerprintKeyFile, FingerprintKeyLength, cancellation).ConfigureAwait(false);
        var keys = new RsaKeyRing();
        keys.Prepare();
        var connector = belongings.Add(new PlugConnector(options.Connector, keys, SystemClock.Instance, TimeProvider.System));
        var webhook = belongings.Add(new WebhookRoute(SecretPlaces.ReadAsync, SystemClock.Instance, TimeProvider.System));
        var system = ActorSystem.Create("hive", ActorSystemSetup.Create(
        [
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Configuration(journal)).WithFallback(SqlPersistence.DefaultConfiguration)),
            new LoggerBridgeSetup(loggers),
            .. journal.Setups,
        ]));
        belongings.AtTheEnd(() => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance));
        var hive = Hive.Start(system, new HiveOptions(
            new AccountVault(fingerprintKey),
            connector,
            keys,
            SystemClock.Instance,
            options.Policy,
            options.Admission,
            loggers,
            TimeProvider.System,
            new HistoryOptions(
                new SqlHistory(telemetry),
                () => PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier),
                options.KeepHistory),
            QuartzCron.Instance,
            new TelemetryOptions(new SqlEnergy(telemetry), options.KeepEnergy),
            options.HoldsPlugs));
        LastWords(system, hive);
        belongings.AtTheEnd(Following(hive.Board));
        var known = await journal.HousesAsync(cancellation).ConfigureAwait(false);
        foreach (var house in known)
        {
            hive.Open(house);
        }

        await AwakeAsync(hive.Board, known, cancellation).ConfigureAwait(false);
        HiveScheduler.Start(system, new SchedulerSurroundings(hive.Board, hive.Houses, QuartzCron.Instance, SystemClock.Instance, TimeProvider.System, loggers));
        if (options.Mqtt is not null)
        {
            await MetersRecalledAsync(hive).ConfigureAwait(false);
        }

        var routes = ImmutableDictionary<AlertChannel, IAlertRoute>.Empty
            .Add(AlertChannel.Webhook, webhook)
            .Add(AlertChannel.Command, new CommandRoute(TimeProvider.System))
            .Add(AlertChannel.Mqtt, new MqttAlertRoute(Mqtt(options, HiveIdOf(fingerprintKey), folder.MqttPlaceFile, system, hive, loggers), options.Mqtt));
        var alerts = HiveAlerts.Start(system, new AlertSurroundings(hive.Board, hive.Houses, routes, SystemClock.Instance, loggers));
        return new HiveDaemon(belongings, postgres, system, hive, folder, alerts, known);
    }

    // An actor system that has ended has not waited for what its databases were doing: only when that is over is the folder free.
    private static async Task ClosedAsync(Journal journal, TelemetryDatabase telemetry, ILoggerFactory loggers)
    {
        try
        {
            await Task.WhenAll(journal.CloseAsync(), telemetry.CloseAsync()).WaitAsync(PatienceWithStores).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogStillWriting(loggers.CreateLogger<HiveDaemon>(), PatienceWithStores.TotalSeconds);
        }
    }

    private static Func<Task> Following(HouseBoard board)
    {
        var stopping = new CancellationTokenSource();
        var following = CollectionBetweenRuns.FollowAsync(board, stopping.Token);
        return async () =>
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
            stopping.Dispose();
        };
    }

    // What meters said last is written before the actors go; a hive that is killed loses those seconds, and finds them in the plugs' own counts.
    private static void LastWords(ActorSystem system, Hive hive) => CoordinatedShutdown.Get(system).AddTask(
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        "write-energy",
        async () =>
        {
            try
            {
                await hive.Telemetry.Ask<object>(TelemetryActor.WriteAll.Instance, TimeSpan.FromSeconds(3)).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                // The disk is too slow, or gone.
            }

            return Akka.Done.Instance;
        });

    // What an earlier life showed of meters at the broker stays there, as long as it is known that there are meters.
    private static async Task MetersRecalledAsync(Hive hive)
    {
        try
        {
            await hive.Telemetry.Ask<object>(TelemetryActor.WriteAll.Instance, PatienceWithMeters).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            // The disk is too slow, or gone: they are shown as soon as they were looked at.
        }
    }

    // It goes with the data folder, and tells nothing of the key.
    private static string HiveIdOf(byte[] fingerprintKey) => Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, "mqtt"u8).AsSpan(0, 8));

    private static IActorRef Mqtt(DaemonOptions options, string hiveId, string place, ActorSystem system, Hive hive, ILoggerFactory loggers)
    {
        return options.Mqtt is { } broker
            ? HiveMqtt.Start(system, new MqttSurroundings(broker with { HiveId = hiveId, HiveVersion = Version }, hive.Board, hive.Houses, SecretPlaces.ReadAsync, loggers, Meter, place))
            : ActorRefs.Nobody;

        // What a plug has counted since the first of its month begins again from zero then, as meters may.
        MeterReading? Meter(PlugId plug, OutletSlot slot) => hive.LastLook(new OutletKey(plug, slot)) is { } look ? new MeterReading(look.Power, look.Month ?? look.Today) : null;
    }

    // Whoever comes in once the gate is open meets the houses of last time, not an empty hive, however long a slow machine reads their journals. One whose
    // journal cannot be read does not keep the others waiting: it shows itself as soon as it can.
    private static async Task AwakeAsync(HouseBoard board, IReadOnlyList<HouseName> houses, CancellationToken cancellation)
    {
        for (var seen = board.Version; !houses.All(house => board.Views.ContainsKey(house) || board.Unreadable.Contains(house)); seen = board.Version)
        {
            await board.WhenNewerThan(seen, cancellation).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "A database of the hive was still busy {Seconds} s after it had ended. What it was writing may be missing; see that the disk, or the server, works.")]
    private static partial void LogStillWriting(ILogger log, double seconds);

    private static string Configuration(Journal journal) =>
        $$"""
        akka {
          actor {
            provider = local
            serialization-settings.allow-unregistered-types = false
          }
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            exit-clr = off
          }
        }
        {{LoggerBridge.Configuration}}
        {{HiveSerializer.Configuration}}
        {{journal.Configuration}}
        """;
}
