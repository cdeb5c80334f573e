using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace TapoHive.Daemon.Storage;

/// <summary>Statements in few words.</summary>
internal static class Sql
{
    /// <summary>Runs statements.</summary>
    public static int Execute(SqliteConnection sqlite, string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sqlite, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row.</summary>
    public static object? Scalar(SqliteConnection sqlite, string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sqlite, sql, values);
        return command.ExecuteScalar();
    }

    /// <summary>All rows.</summary>
    public static ImmutableArray<T> Read<T>(SqliteConnection sqlite, string sql, Func<SqliteDataReader, T> make, params (string Name, object? Value)[] values)
    {
        using var command = Command(sqlite, sql, values);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
        {
            rows.Add(make(reader));
        }

        return rows.ToImmutable();
    }

    /// <summary>A statement to be run once or many times.</summary>
    public static SqliteCommand Command(SqliteConnection sqlite, string sql, params (string Name, object? Value)[] values)
    {
        var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The text is ours; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
