using System.Runtime.CompilerServices;

namespace TapoHive.Cli.Tests.Testing;

/// <summary>Whoever runs these tests keeps the names that their own shell completes, and their contexts.</summary>
internal static class CacheOfItsOwn
{
    [ModuleInitializer]
    internal static void Make()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Directory.CreateTempSubdirectory("tapohive-cache-").FullName);
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", Directory.CreateTempSubdirectory("tapohive-config-").FullName);
    }
}
