using Microsoft.Data.Sqlite;
using TapoHive.Control.Keys;
using TapoHive.Domain.Diagnosis;

namespace TapoHive.Daemon.Storage;

/// <summary>Looks at a journal from outside, also while a hive writes it; changes nothing.</summary>
public static class JournalLook
{
    // Checking reads the whole file: of a large one only its head is.
    private const long SmallEnough = 256 << 20;

    /// <summary>How the journal of a data folder is, and how large.</summary>
    public static async Task<(DatabaseState State, long? Bytes)> TakeAsync(DataFolder folder, CancellationToken cancellation)
    {
        var file = new FileInfo(Path.Combine(folder.Path, "journal.db"));
        if (!file.Exists)
        {
            return (File.Exists(Path.Combine(folder.Path, "journal.postgresql")) ? DatabaseState.Elsewhere : DatabaseState.Missing, null);
        }

        try
        {
            var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.FullName, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await using (database.ConfigureAwait(false))
            {
                await database.OpenAsync(cancellation).ConfigureAwait(false);
                var check = database.CreateCommand();
                await using (check.ConfigureAwait(false))
                {
                    check.CommandText = file.Length <= SmallEnough ? "PRAGMA quick_check(1)" : "PRAGMA schema_version";
                    var word = Convert.ToString(await check.ExecuteScalarAsync(cancellation).ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);
                    return (file.Length > SmallEnough || word == "ok" ? DatabaseState.Sound : DatabaseState.Damaged, file.Length);
                }
            }
        }
        catch (SqliteException error)
        {
            // 11 and 26: the file is no database, or a broken one. Whatever else keeps it from being read says nothing of it.
            return (error.SqliteErrorCode is 11 or 26 ? DatabaseState.Damaged : DatabaseState.Unknown, file.Length);
        }
    }
}
