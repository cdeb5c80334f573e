using TapoHive.Daemon.Storage;
using TapoHive.Daemon.Tests.Storage;

namespace TapoHive.Daemon.Tests.Energy;

public sealed class EnergyOnPostgres(PostgresServer server) : EnergyKept, IClassFixture<PostgresServer>, IAsyncLifetime
{
    private PostgresDatabase? _postgres;

    private protected override TelemetryDatabase Database => new TelemetryServer(_postgres!);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        _postgres = await PostgresDatabase.OpenAsync(await server.MakeDatabaseAsync(), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;
}
