using System.Collections.Immutable;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Configuration;
using TapoHive.Hocon;

namespace TapoHive.Cli.Verbs;

/// <summary>The program's settings, as <c>up</c> reads them and <c>config show</c> shows them.</summary>
internal static class ProgramSettings
{
    private const string Prefix = "TAPOHIVE_";

    /// <summary>The variables of the environment that are settings, by their names; the data folder's is read by every command.</summary>
    public static ImmutableArray<string> Variables =>
    [
        .. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal) && name != "TAPOHIVE_DATA").Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads them.</summary>
    /// <param name="file">The file that was asked for; null for the usual places.</param>
    /// <param name="settings">Single settings, as typed.</param>
    public static ConfigurationResult Read(string? file, IEnumerable<string> settings) => ConfigurationReader.Read(ConfigurationSources.OfProcess(
        file ?? UsualFile(), file is null ? FileDemand.Optional : FileDemand.Required, settings));

    /// <summary>Reads those that a hive runs with. A demonstration is a toy beside the real thing: nothing of the machine's own settings is for it, be it a
    /// broker, a database or an address, but what was typed for it is.</summary>
    public static ConfigurationResult Read(UpOptions options)
    {
        if (options.DemoPlugs is null)
        {
            return Read(options.ConfigurationFile, options.Settings);
        }

        var typed = ConfigurationSources.OfProcess(options.ConfigurationFile ?? UsualFile(), options.ConfigurationFile is null ? FileDemand.Optional : FileDemand.Required, options.Settings);
        return ConfigurationReader.Read(typed with
        {
            Files = options.ConfigurationFile is null ? [] : typed.Files,
            Environment = typed.Environment.Where(static variable => !variable.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToImmutableDictionary(StringComparer.Ordinal),
        });
    }

    /// <summary>The data folder that the machine's settings name; null where they name none, or cannot be read.</summary>
    public static DataFolder? NamedFolder() => NamedFolder(UsualFile());

    internal static DataFolder? NamedFolder(string usualFile)
    {
        // Most name none, and a command is to begin at once.
        var sources = ConfigurationSources.OfProcess(usualFile, FileDemand.Optional, []);
        return sources.Files.Any(MayNameOne) && ConfigurationReader.Read(sources).Configuration is { } settings ? new DataFolder(settings.DataFolder) : null;

        static bool MayNameOne(string file)
        {
            try
            {
                return File.ReadLines(file).Any(static line => line.TrimStart().StartsWith("data", StringComparison.Ordinal));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Says what is wrong with them, if anything is.</summary>
    public static void Tell(ConfigurationResult read, TextWriter error)
    {
        foreach (var problem in read.Problems)
        {
            error.WriteLine($"{(problem.Severity == HoconSeverity.Error ? "error" : "warning")}: {problem}");
        }
    }

    // The usual places: the user's own, else the machine's.
    private static string UsualFile()
    {
        var own = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tapohive", "tapohive.conf");
        return File.Exists(own) ? own : "/etc/tapohive/tapohive.conf";
    }
}
