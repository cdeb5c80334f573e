using System.Data.Common;

namespace TapoHive.Daemon.Storage;

/// <summary>History and energy on PostgreSQL, beside the journal.</summary>
public sealed class TelemetryServer(PostgresDatabase postgres) : TelemetryDatabase(SqlDialect.PostgreSql)
{
    private protected override DbConnection Connect() => postgres.Source.OpenConnection();
}
