using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Tests.Storage;

/// <summary>A real PostgreSQL server of our own, with a password, on a port of its own; it can go away and come back.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string HowToGetIt = "There is no PostgreSQL 15 or newer here: apt-get install postgresql.";
    private const string Password = "right, and; quoted=";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Where(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) && version >= 15)
            .Select(static folder => Path.Combine(folder, "bin")).FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-postgres-").FullName;
    private readonly int _port = FreePort();
    private Process? _server;
    private int _databases;

    public static bool IsHere => Programs is not null && (Environment.UserName != "root" || File.Exists("/usr/sbin/runuser") || File.Exists("/sbin/runuser"));

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        if (!IsHere)
        {
            return;
        }

        // The server refuses to be root's, so the folder is its user's.
        var secret = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(secret, Password);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "-R", "postgres", _folder);
        }

        await RunAsync([.. As("initdb"), "--no-sync", "--no-locale", "--encoding=UTF8", "--auth=scram-sha-256", "--username=hive", $"--pwfile={secret}", $"--pgdata={Data}"]);
        await StartAsync();
    }

    /// <summary>An empty database.</summary>
    public async Task<PostgresOptions> MakeDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"hive{Interlocked.Increment(ref _databases)}");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection("postgres")) { Password = Password, Pooling = false });
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        var secret = Path.Combine(_folder, $"{name}-password");
        await File.WriteAllTextAsync(secret, Password);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new PostgresOptions(Connection(name), new SecretReference(SecretSource.File, secret));
    }

    /// <summary>A connection to a database, of somebody who is no hive.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(PostgresOptions database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Connection) { Password = Password, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task StartAsync()
    {
        string[] words = [.. As("postgres"), "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder}"];
        _server = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardError = true })!;
        _server.ErrorDataReceived += static (_, _) => { };
        _server.BeginErrorReadLine();
        using var giveUp = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection("postgres")) { Password = Password, Pooling = false });
                await using var connection = await source.OpenConnectionAsync(giveUp.Token);
                return;
            }
            catch (NpgsqlException) when (!giveUp.IsCancellationRequested)
            {
                await Task.Delay(50, giveUp.Token);
            }
        }
    }

    /// <summary>Every connection breaks, and nobody is there any more.</summary>
    public async Task StopAsync()
    {
        await RunAsync([.. As("pg_ctl"), "stop", "-m", "immediate", "-D", Data]);
        await _server!.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string[] As(string program) => Environment.UserName == "root"
        ? ["runuser", "-u", "postgres", "--", Path.Combine(Programs!, program)]
        : [Path.Combine(Programs!, program)];

    private static async Task RunAsync(params string[] words)
    {
        using var running = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complaint) = (running.StandardOutput.ReadToEndAsync(), running.StandardError.ReadToEndAsync());
        await running.WaitForExitAsync();
        Assert.True(running.ExitCode == 0, $"{string.Join(' ', words)}: {await said} {await complaint}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private string Connection(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=hive;Database={database}");
}
