using TapoHive.Daemon.Configuration;
using TapoHive.Hocon;

namespace TapoHive.Cli.Verbs;

/// <summary>The program's settings, as <c>up</c> reads them and <c>config show</c> shows them.</summary>
internal static class ProgramSettings
{
    /// <summary>Reads them.</summary>
    /// <param name="file">The file that was asked for; null for the usual places.</param>
    /// <param name="settings">Single settings, as typed.</param>
    public static ConfigurationResult Read(string? file, IEnumerable<string> settings) => ConfigurationReader.Read(ConfigurationSources.OfProcess(
        file ?? UsualFile(), file is null ? FileDemand.Optional : FileDemand.Required, settings));

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
