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
            "Copy a hive's journal, energy figures and keys into one private file, also while it runs. Not in it: house files and passwords, and the history, which is made again from the journal.",
            ("backup hive.tapohive", "the hive of this user"),
            ("backup /root/hive.tapohive --data /var/lib/tapohive", "the service of this machine, as root"));
        verb.Arguments.Add(file);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var (path, folder) = (NamedFile.PathOf(context.Parsed.GetValue(file)!), FolderOf(context));
            NamedFile.RefuseToOverwrite(path, "a backup");
            var report = ReportOf(path, folder, await WordsAsync(() => Backup.MakeAsync(folder, path, cancellation)));
            context.Write(report, it => context.Screen.Out.WriteLine($"""
                {it.File} holds {Named(it)} of the hive in {folder}. Whoever has it can command the hive, so keep it like a password.
                {(it.Energy == EnergyFate.None ? "No energy figures are in it: nothing was measured yet. " : "")}House files and passwords are not in it; keep them, too. To restore: tapohive restore {ProgramPath.Quoted(it.File)} --data DIR
                """));
            if (report.Energy is EnergyFate.Missing or EnergyFate.Damaged)
            {
                var telemetry = Path.Combine(folder.Path, "telemetry.db");
                await context.Screen.Error.WriteLineAsync(report.Energy == EnergyFate.Missing
                    ? $"No energy figures are in it: there is no file '{telemetry}'."
                    : $"No energy figures are in it: '{telemetry}' is damaged. Keep a copy of that file, and the last backup that has the figures.");
            }

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

            var report = ReportOf(path, folder, await WordsAsync(() => Restore.PutAsync(path, folder, cancellation)));
            context.Write(report, it => context.Screen.Out.WriteLine(
                $"{folder} holds {Named(it)} of the hive again{(it.Energy == EnergyFate.None ? "; no energy figures are in that backup" : "")}. Start it: tapohive up --data {ProgramPath.Quoted(folder.Path)}"));
            if (report.Energy == EnergyFate.Kept)
            {
                await context.Screen.Error.WriteLineAsync(
                    $"The energy figures that were in {folder} stay; those of {path} were not restored. To have those instead, restore into an empty folder.");
            }

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

    private static BackupReport ReportOf(string file, DataFolder folder, BackupContents contents) =>
        new(file, folder.Path, contents.Houses, contents.Energy, new FileInfo(file).Length);

    private static string Named(BackupReport report)
    {
        var houses = report.Houses.IsEmpty ? "no house" : $"house {string.Join(", ", report.Houses)}";
        return report.Energy == EnergyFate.Included ? $"the journal of {houses}, the energy figures and the keys" : $"the journal of {houses} and the keys";
    }

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
