using System.Data.Common;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The tables of energy, versioned: in <c>telemetry.db</c> by its <c>user_version</c>. Looks and minutes lie in the order of time, so that what is written together lies together;
/// quarters and days, written seldom and read for years, by outlet. Energy is in millijoules, lengths of time in milliseconds; times are counted from 1970 in UTC in the unit
/// of the table: <c>energy_sample.at</c> in milliseconds, a minute's start in minutes, a quarter's in quarters of an hour, a day's in seconds. <c>energy_written</c> holds the
/// last batch: one of which nobody knows whether it was written comes again, and counts once.
/// </summary>
internal static class EnergySchema
{
    private const string Bins = "energy BIGINT NOT NULL, measured BIGINT NOT NULL, filled BIGINT NOT NULL";

    /// <summary>The newest version that is known.</summary>
    public static int Known { get; } = Steps(SqlDialect.Sqlite).Length;

    /// <summary>Brings the tables up to the present version.</summary>
    /// <exception cref="DaemonException">They are of a newer program.</exception>
    public static void Ensure(DbConnection database, SqlDialect dialect)
    {
        using var transaction = database.BeginTransaction();
        var version = (long)Sql.Scalar(database, dialect.Version)!;
        var steps = Steps(dialect);
        if (version > steps.Length)
        {
            throw new DaemonException($"The energy in telemetry.db (or the database) was written by a newer version of TapoHive (shape {version}, known up to {steps.Length}). Install that version, or move the file away to begin anew.");
        }

        foreach (var step in steps.Skip((int)version))
        {
            Sql.Execute(database, step);
        }

        Sql.Execute(database, dialect.SetVersion(steps.Length));
        transaction.Commit();
    }

    private static string[] Steps(SqlDialect dialect) =>
    [
        $"""
        CREATE TABLE energy_outlet (
          id {dialect.Identity}, house TEXT NOT NULL, plug TEXT NOT NULL, slot BIGINT NOT NULL, meter TEXT NOT NULL, UNIQUE (house, plug, slot));
        CREATE TABLE energy_sample (
          at BIGINT NOT NULL, outlet BIGINT NOT NULL, milliwatts BIGINT, millivolts BIGINT, milliamperes BIGINT, PRIMARY KEY (at, outlet)){dialect.ByKey};
        CREATE TABLE energy_minute (start BIGINT NOT NULL, outlet BIGINT NOT NULL, {Bins}, PRIMARY KEY (start, outlet)){dialect.ByKey};
        CREATE TABLE energy_quarter (outlet BIGINT NOT NULL, start BIGINT NOT NULL, {Bins}, PRIMARY KEY (outlet, start)){dialect.ByKey};
        CREATE TABLE energy_day (outlet BIGINT NOT NULL, start BIGINT NOT NULL, {Bins}, PRIMARY KEY (outlet, start)){dialect.ByKey};
        CREATE TABLE energy_rolled (until BIGINT NOT NULL);
        CREATE TABLE energy_loss (at BIGINT NOT NULL, looks BIGINT NOT NULL);
        """,
        "CREATE TABLE energy_written (batch TEXT NOT NULL);",
    ];
}
