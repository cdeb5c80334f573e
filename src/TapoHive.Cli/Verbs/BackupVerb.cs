using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Daemon;
using TapoHive.Daemon.Storage;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive backup</c> and <c>tapohive restore</c>: a data folder as one file. Both work on the folder itself, as its owner.</summary>
public static class BackupVerb
{
    /// <summary>Makes <c>backup</c>.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "the file to make" };
        var verb = new Verb(
            "backup",
            "Copy a hive's journal and keys into one private file, also while it runs. Not in it: house files, passwords, and telemetry.db, whose history is made again and whose energy figures are not.",
            ("backup hive.tapohive", "the hive of this user"),
            ("backup /root/hive.tapohive --data /var/lib/tapohive", "the service of this machine, as root"));
        verb.Arguments.Add(file);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var (path, folder) = (NamedFile.PathOf(context.Parsed.GetValue(file)!), FolderOf(context));
            NamedFile.RefuseToOverwrite(path, "a backup");
            var houses = await WordsAsync(() => Backup.MakeAsync(folder, path, cancellation));
            context.Write(
                new BackupReport(path, folder.Path, houses, new FileInfo(path).Length),
                it => context.Screen.Out.WriteLine($"""
                    {it.File} holds the journal of {Named(it)} and the keys of the hive in {folder}. Whoever has it can command the hive, so keep it like a password.
                    House files and passwords are not in it; keep them, too. To restore: tapohive restore {ProgramPath.Quoted(it.File)} --data DIR
                    """));
            return ExitCode.Done;
        });
    }

    /// <summary>Makes <c>restore</c>.</summary>
    public static Verb MakeRestore(GlobalOptions globals, Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "what 'backup' made" };
        var verb = new Verb(
            "restore",
            "Put a backup into a data folder that has no journal yet. No hive may run on it.",
            ("restore hive.tapohive --data ~/hive", "then: tapohive up --data ~/hive"));
        verb.Arguments.Add(file);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var (path, folder) = (NamedFile.PathOf(context.Parsed.GetValue(file)!), FolderOf(context));
            if (!File.Exists(path))
            {
                throw new HiveException(HiveFailure.Invalid, $"There is no file '{path}'. Name one that 'tapohive backup' made.");
            }

            var houses = await WordsAsync(() => Backup.RestoreAsync(path, folder, cancellation));
            context.Write(
                new BackupReport(path, folder.Path, houses, new FileInfo(path).Length),
                it => context.Screen.Out.WriteLine(
                    $"{folder} holds the journal of {Named(it)} and the keys of the hive again. Start it: tapohive up --data {ProgramPath.Quoted(folder.Path)}"));
            return ExitCode.Done;
        });
    }

    // A demonstration is nothing to keep: the folder that was named, else the usual one of the settings.
    private static DataFolder FolderOf(VerbContext context)
    {
        if (context.ChosenFolder is { } chosen)
        {
            return chosen;
        }

        var read = ProgramSettings.Read(null, []);
        ProgramSettings.Tell(read, context.Screen.Error);
        return new DataFolder(read.Configuration?.DataFolder
            ?? throw new HiveException(HiveFailure.Invalid, "The settings have errors, so where the data folder is is not known. Correct them, or name it with --data."));
    }

    private static string Named(BackupReport report) => report.Houses.IsEmpty ? "no house" : $"house {string.Join(", ", report.Houses)}";

    private static async Task<T> WordsAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DaemonException error)
        {
            throw new HiveException(HiveFailure.Failed, error.Message);
        }
    }
}
