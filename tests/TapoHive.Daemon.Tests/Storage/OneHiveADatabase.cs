using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TapoHive.Daemon.Storage;

namespace TapoHive.Daemon.Tests.Storage;

/// <summary>Who has a PostgreSQL database, when networks fail and hosts vanish.</summary>
public sealed class OneHiveADatabase(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hive_whose_network_was_lost_takes_the_lock_back_from_a_connection_of_its_own_that_the_server_still_waits_for()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        var options = await server.MakeDatabaseAsync();
        await using var looking = await PostgresServer.ConnectAsync(options);
        await using var network = new LosableNetwork(PortOf(options));
        await using var hive = await PostgresDatabase.OpenAsync(Through(network, options), _time, Cancel);
        var before = await HolderAsync(looking);

        network.Lose();
        await UntilAsync(async () => hive.Lost.IsCompleted || (await HolderAsync(looking) is { } holder && holder != before));

        Assert.False(hive.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_hive_whose_database_was_taken_while_it_was_away_stops_and_leaves_it_to_the_other()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        var options = await server.MakeDatabaseAsync();
        await using var looking = await PostgresServer.ConnectAsync(options);
        await using var network = new LosableNetwork(PortOf(options));
        await using var hive = await PostgresDatabase.OpenAsync(Through(network, options), _time, Cancel);

        network.GoAway();
        await UntilAsync(async () => await HolderAsync(looking) is null);
        await using var other = await PostgresDatabase.OpenAsync(options, _time, Cancel);
        var holder = await HolderAsync(looking);
        network.ComeBack();
        await UntilAsync(() => Task.FromResult(hive.Lost.IsCompleted));

        Assert.NotNull(holder);
        Assert.Equal(holder, await HolderAsync(looking));
        Assert.False(other.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_hive_that_starts_waits_until_the_server_is_done_with_a_host_that_vanished()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        var options = await server.MakeDatabaseAsync();
        await using var looking = await PostgresServer.ConnectAsync(options);
        await using var vanished = await PostgresServer.ConnectAsync(options);
        await LockAsync(vanished);

        var opening = PostgresDatabase.OpenAsync(options, _time, Cancel);
        await UntilAsync(async () => opening.IsCompleted || await NumberAsync(looking, "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'tapohive%' AND datname = current_database()") is not null);
        Assert.False(opening.IsCompleted);
        await vanished.CloseAsync();
        await UntilAsync(() => Task.FromResult(opening.IsCompleted));

        await (await opening).DisposeAsync();
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData(null)]
    public async Task A_hive_that_starts_gives_way_to_one_that_lives_and_to_one_that_stays(string? asksNowAndThen)
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        var options = await server.MakeDatabaseAsync();
        await using var other = await PostgresServer.ConnectAsync(options);
        await LockAsync(other);

        var opening = PostgresDatabase.OpenAsync(options, _time, Cancel);
        await UntilAsync(async () =>
        {
            _ = asksNowAndThen is { } sql ? await NumberAsync(other, sql) : null;
            return opening.IsCompleted;
        });

        Assert.Contains("Another hive uses the database", (await Assert.ThrowsAsync<DaemonException>(() => opening)).Message, StringComparison.Ordinal);
        Assert.Equal(other.ProcessID, await HolderAsync(other));
    }

    [Fact]
    public async Task A_hive_asks_for_the_lock_at_a_measured_pace_even_where_nobody_is_seen_to_have_it()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        var options = await server.MakeDatabaseAsync();
        await using var other = await PostgresServer.ConnectAsync(options);
        await LockAsync(other);

        // Whoever looks at the locks by way of this schema sees none, and is counted.
        await NumberAsync(other, """
            CREATE SCHEMA blind;
            CREATE SEQUENCE blind.looks;
            CREATE VIEW blind.pg_locks AS WITH look AS MATERIALIZED (SELECT nextval('blind.looks') AS number) SELECT locks.* FROM look, pg_catalog.pg_locks AS locks WHERE look.number < 0
            """);
        var time = new WatchedTime();
        var opening = PostgresDatabase.OpenAsync(
            options with { Connection = new NpgsqlConnectionStringBuilder(options.Connection) { SearchPath = "blind, pg_catalog" }.ConnectionString }, time, Cancel);
        for (var look = 1; look <= 3; look++)
        {
            await UntilAsync(async () => opening.IsCompleted || time.Pauses == look || await LooksAsync() > look, static () => { });
            Assert.Equal((look, look), (await LooksAsync(), time.Pauses));
            time.Advance(TimeSpan.FromMilliseconds(250));
        }

        await NumberAsync(other, $"SELECT 1 FROM pg_advisory_unlock({DatabaseLock.Number})");
        await UntilAsync(() => Task.FromResult(opening.IsCompleted), () => time.Advance(TimeSpan.FromMilliseconds(250)));
        await (await opening).DisposeAsync();

        async Task<int> LooksAsync() => await NumberAsync(other, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END::int FROM blind.looks") ?? 0;
    }

    private static int PortOf(PostgresOptions options) => new NpgsqlConnectionStringBuilder(options.Connection).Port;

    private static PostgresOptions Through(LosableNetwork network, PostgresOptions options) =>
        options with { Connection = new NpgsqlConnectionStringBuilder(options.Connection) { Port = network.Port }.ConnectionString };

    private static Task<int?> HolderAsync(NpgsqlConnection connection) => NumberAsync(
        connection, "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

    private static Task<int?> LockAsync(NpgsqlConnection connection) => NumberAsync(connection, $"SELECT 1 FROM pg_advisory_lock({DatabaseLock.Number})");

    private static async Task<int?> NumberAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel) as int?;
    }

    private Task UntilAsync(Func<Task<bool>> condition) => UntilAsync(condition, () => _time.Advance(TimeSpan.FromSeconds(1)));

    private static async Task UntilAsync(Func<Task<bool>> condition, Action meanwhile)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            meanwhile();
            await Task.Delay(20, giveUp.Token);
        }
    }

    /// <summary>Stands still until it is told to go on, and counts who waits for that.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private int _pauses;

        public int Pauses => Volatile.Read(ref _pauses);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _pauses);
            return timer;
        }
    }
}
