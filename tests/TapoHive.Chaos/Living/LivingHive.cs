using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;
using TapoHive.Scheduling;

namespace TapoHive.Chaos.Living;

/// <summary>One life of a hive: its real actors on real sockets. Its journal outlives it, in memory.</summary>
internal sealed class LivingHive : IAsyncDisposable
{
    public const string Username = "me@example.com";
    public const string Password = "right-password";

    private static readonly PlugPolicy Policy = PlugPolicy.Usual with
    {
        PollEvery = Duration.FromSeconds(2),
        LookAgainAfter = Duration.FromSeconds(1),
        LongestPause = Duration.FromSeconds(3),
        PauseAfterRefusal = Duration.FromSeconds(5),
    };

    private static readonly RsaKeyRing Keys = new();
    private readonly PlugConnector _connector = new(
        new PlugConnectorOptions { ConnectTimeout = Duration.FromSeconds(1), RequestTimeout = Duration.FromSeconds(2) },
        Keys,
        SteadyClock.Instance,
        SteadyTime.Instance);

    public LivingHive(AdmissionLimits? admission = null)
    {
        System = ActorSystem.Create("hive", ConfigurationFactory.ParseString(
            $$"""
            akka.loglevel = ERROR
            akka.stdout-loglevel = ERROR
            akka.log-dead-letters = off
            akka.persistence.journal.plugin = "akka.persistence.journal.kept"
            akka.persistence.journal.kept.class = "Akka.Persistence.Journal.SharedMemoryJournal, Akka.Persistence"
            akka.persistence.journal.kept.plugin-dispatcher = "akka.actor.default-dispatcher"
            akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.kept"
            akka.persistence.snapshot-store.kept.class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
            {{HiveSerializer.Configuration}}
            """));
        Hive = Hive.Start(System, new HiveOptions(
            new Vault(),
            _connector,
            Keys,
            SteadyClock.Instance,
            Policy,
            admission ?? new AdmissionLimits(),
            NullLoggerFactory.Instance,
            Cron: QuartzCron.Instance));
        HiveScheduler.Start(System, new SchedulerSurroundings(Hive.Board, Hive.Houses, QuartzCron.Instance, SteadyClock.Instance, SteadyTime.Instance, NullLoggerFactory.Instance));
    }

    public ActorSystem System { get; }

    public Hive Hive { get; }

    /// <summary>How many actors there are below a path of the tree, such as <c>plugs</c>: plugs on the first level, their links on the second.</summary>
    public int ActorsBelow(string name, int level)
    {
        IEnumerable<IActorRef> actors = [((ActorRefWithCell)((ExtendedActorSystem)System).Guardian).GetSingleChild(name)];
        for (var depth = 0; depth < level; depth++)
        {
            actors = [.. actors.OfType<ActorRefWithCell>().SelectMany(static actor => actor.Children)];
        }

        return actors.Count();
    }

    public async Task<ImmutableArray<HouseEvent>> JournalAsync(HouseName house)
    {
        var events = new TaskCompletionSource<ImmutableArray<HouseEvent>>(TaskCreationOptions.RunContinuationsAsynchronously);
        System.ActorOf(Props.Create(() => new JournalReader($"house-{house.Value}", events)));
        return await events.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        _connector.Dispose();
    }

    private sealed class Vault : IAccountVault
    {
        public void Learn(HouseName house, ImmutableArray<AccountDefinition> accounts)
        {
        }

        public void ReadAgain(HouseName house)
        {
        }

        public Task<Result<Account>> FindAsync(HouseName house, AccountName account, CancellationToken cancellation) =>
            Task.FromResult<Result<Account>>(new Account(new PlugCredentials(Username, Password), new CredentialFingerprint("fp")));
    }
}
