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

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, giveUp.Token);
        }
    }
}
