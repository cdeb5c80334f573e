using Microsoft.Data.Sqlite;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The tables of energy in <c>telemetry.db</c>, versioned by its <c>user_version</c>. Looks and minutes lie in the order of time, so that what is written together lies together;
/// quarters and days, written seldom and read for years, by outlet. Energy is in millijoules, lengths of time in milliseconds; times are counted from 1970 in UTC in the unit
/// of the table: <c>energy_sample.at</c> in milliseconds, a minute's start in minutes, a quarter's in quarters of an hour, a day's in seconds.
/// </summary>
internal static class EnergySchema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE energy_outlet (
          id INTEGER PRIMARY KEY, house TEXT NOT NULL, plug TEXT NOT NULL, slot INTEGER NOT NULL, meter TEXT NOT NULL, UNIQUE (house, plug, slot));
        CREATE TABLE energy_sample (
          at INTEGER NOT NULL, outlet INTEGER NOT NULL, milliwatts INTEGER, millivolts INTEGER, milliamperes INTEGER, PRIMARY KEY (at, outlet)) WITHOUT ROWID;
        CREATE TABLE energy_minute (
          start INTEGER NOT NULL, outlet INTEGER NOT NULL, energy INTEGER NOT NULL, measured INTEGER NOT NULL, filled INTEGER NOT NULL,
          PRIMARY KEY (start, outlet)) WITHOUT ROWID;
        CREATE TABLE energy_quarter (
          outlet INTEGER NOT NULL, start INTEGER NOT NULL, energy INTEGER NOT NULL, measured INTEGER NOT NULL, filled INTEGER NOT NULL,
          PRIMARY KEY (outlet, start)) WITHOUT ROWID;
        CREATE TABLE energy_day (
          outlet INTEGER NOT NULL, start INTEGER NOT NULL, energy INTEGER NOT NULL, measured INTEGER NOT NULL, filled INTEGER NOT NULL,
          PRIMARY KEY (outlet, start)) WITHOUT ROWID;
        CREATE TABLE energy_rolled (until INTEGER NOT NULL);
        CREATE TABLE energy_loss (at INTEGER NOT NULL, looks INTEGER NOT NULL);
        """,
    ];

    /// <summary>Brings the tables up to the present version.</summary>
    /// <exception cref="DaemonException">They are of a newer program.</exception>
    public static void Ensure(SqliteConnection sqlite)
    {
        using var transaction = sqlite.BeginTransaction();
        var version = (long)Sql.Scalar(sqlite, "PRAGMA user_version")!;
        if (version > Steps.Length)
        {
            throw new DaemonException($"telemetry.db was written by a newer version of TapoHive (shape {version}, known up to {Steps.Length}). Install that version, or move the file away to begin anew.");
        }

        foreach (var step in Steps.Skip((int)version))
        {
            Sql.Execute(sqlite, step);
        }

        Sql.Execute(sqlite, $"PRAGMA user_version = {Steps.Length}");
        transaction.Commit();
    }
}
