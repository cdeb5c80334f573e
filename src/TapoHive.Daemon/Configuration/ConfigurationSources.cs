using System.Collections;
using System.Collections.Immutable;
using TapoHive.Control.Keys;
using TapoHive.Hocon;

namespace TapoHive.Daemon.Configuration;

/// <summary>Where settings come from, besides the defaults. Each may override those before it.</summary>
public sealed record ConfigurationSources
{
    /// <summary>The files, in the order in which they override each other.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>How files are opened.</summary>
    public HoconFiles Opener { get; init; } = HoconFiles.OnDisk;

    /// <summary>The environment. Only names that begin with <c>TAPOHIVE_</c> are settings; others answer <c>${NAME}</c> in files.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What followed <c>--set</c>: <c>plugs.poll-every=30s</c>.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>What <c>data = usual</c> means.</summary>
    public string UsualDataFolder { get; init; } = DataFolder.Usual.Path;

    /// <summary>
    /// The sources of this process: a file (where it exists, or where it was asked for by name), <c>conf.d/*.conf</c> beside it, its
    /// environment, and the command line's settings.
    /// </summary>
    public static ConfigurationSources OfProcess(string file, FileDemand demand, IEnumerable<string> settings)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "", "conf.d");
        var more = FilesIn(folder);
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToImmutableDictionary(variable => (string)variable.Key, variable => variable.Value as string ?? "", StringComparer.Ordinal);
        return new ConfigurationSources
        {
            Files = demand == FileDemand.Required || File.Exists(file) ? [file, .. more] : [.. more],
            Environment = environment,
            Settings = [.. settings],
        };
    }

    // A folder that may not be looked into is read like a file that may not: whoever reads it says so.
    private static IEnumerable<string> FilesIn(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.conf").Order(StringComparer.Ordinal) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [folder];
        }
    }
}
