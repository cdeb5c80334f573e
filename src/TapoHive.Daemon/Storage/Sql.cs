using System.Collections.Immutable;
using System.Data.Common;

namespace TapoHive.Daemon.Storage;

/// <summary>Statements in few words.</summary>
internal static class Sql
{
    private const int RowsAtOnce = 1_000;

    /// <summary>Runs statements.</summary>
    public static int Execute(DbConnection database, string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(database, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row.</summary>
    public static object? Scalar(DbConnection database, string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(database, sql, values);
        return command.ExecuteScalar();
    }

    /// <summary>All rows.</summary>
    public static ImmutableArray<T> Read<T>(DbConnection database, string sql, Func<DbDataReader, T> make, params (string Name, object? Value)[] values)
    {
        using var command = Command(database, sql, values);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
        {
            rows.Add(make(reader));
        }

        return rows.ToImmutable();
    }

    /// <summary>Runs one statement for each row: many at once where the database is elsewhere, and each way there takes its time.</summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="names">The names of its parameters.</param>
    /// <param name="rows">Their values, in that order.</param>
    public static void Each(DbConnection database, string sql, string[] names, IEnumerable<object?[]> rows)
    {
        if (!database.CanCreateBatch)
        {
            using var command = Command(database, sql, [.. names.Select(static name => (name, (object?)null))]);
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    command.Parameters[i].Value = row[i] ?? DBNull.Value;
                }

                command.ExecuteNonQuery();
            }

            return;
        }

        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            using var batch = database.CreateBatch();
            foreach (var row in some)
            {
                var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // The text is ours; values are parameters.
                command.CommandText = sql;
#pragma warning restore CA2100
                for (var i = 0; i < row.Length; i++)
                {
                    Add(command.Parameters, command.CreateParameter(), names[i], row[i]);
                }

                batch.BatchCommands.Add(command);
            }

            batch.ExecuteNonQuery();
        }
    }

    /// <summary>A statement to be run once or many times.</summary>
    public static DbCommand Command(DbConnection database, string sql, params (string Name, object? Value)[] values)
    {
        var command = database.CreateCommand();
#pragma warning disable CA2100 // The text is ours; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            Add(command.Parameters, command.CreateParameter(), name, value);
        }

        return command;
    }

    private static void Add(DbParameterCollection parameters, DbParameter parameter, string name, object? value)
    {
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        parameters.Add(parameter);
    }
}
