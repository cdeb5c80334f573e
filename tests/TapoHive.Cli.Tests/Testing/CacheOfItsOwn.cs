using System.Runtime.CompilerServices;

namespace TapoHive.Cli.Tests.Testing;

/// <summary>Whoever runs these tests keeps the names that their own shell completes.</summary>
internal static class CacheOfItsOwn
{
    [ModuleInitializer]
    internal static void Make()
    {
        var folder = Directory.CreateTempSubdirectory("tapohive-cache-");
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }
}
