using System.Runtime.CompilerServices;

namespace TapoHive.Cli.Tests.Testing;

/// <summary>Whoever runs these tests keeps the names that their own shell completes, their contexts and their hive.</summary>
internal static class CacheOfItsOwn
{
    [ModuleInitializer]
    internal static void Make()
    {
        foreach (var (variable, name) in new[] { ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data") })
        {
            var folder = Directory.CreateTempSubdirectory($"tapohive-{name}-");
            Environment.SetEnvironmentVariable(variable, folder.FullName);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        }
    }
}
