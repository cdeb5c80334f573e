namespace TapoHive.Daemon.Storage;

/// <summary>Where the journal of a data folder is: beside it in a file, or in PostgreSQL, which a note in the folder says. It never changes in silence: a hive that looked in the
/// wrong place would come up empty.</summary>
internal static class StoragePlace
{
    /// <summary>Holds a folder to the place that its journal has.</summary>
    /// <exception cref="DaemonException">It is somewhere else.</exception>
    public static void HoldTo(StorageFolder folder, PostgresOptions? postgres)
    {
        if (postgres is null && File.Exists(folder.ElsewhereFile))
        {
            throw new DaemonException(
                $"The journal of the data folder {folder.Root} is in PostgreSQL ({folder.ElsewhereFile} says so), and storage.postgresql is off. Set it, or delete that file to begin anew without the houses of that database.");
        }

        if (postgres is not null && File.Exists(folder.JournalFile))
        {
            throw new DaemonException(
                $"There is a journal in the data folder {folder.Root}, and storage.postgresql is set: its houses would not be in that database. Move {folder.JournalFile} away to begin anew there, or set storage.postgresql = off.");
        }
    }

    /// <summary>Notes that it is in PostgreSQL, now that it was reached.</summary>
    public static Task NoteAsync(StorageFolder folder, CancellationToken cancellation) =>
        File.WriteAllTextAsync(folder.ElsewhereFile, "The journal of this data folder is in PostgreSQL: see storage.postgresql in tapohive.conf.\n", cancellation);
}
