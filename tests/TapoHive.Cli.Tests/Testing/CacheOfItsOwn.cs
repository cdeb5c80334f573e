using System.Runtime.CompilerServices;

namespace TapoHive.Cli.Tests.Testing;

/// <summary>Whoever runs these tests keeps the names that their own shell completes.</summary>
internal static class CacheOfItsOwn
{
    [ModuleInitializer]
    internal static void Make() => Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Directory.CreateTempSubdirectory("tapohive-cache-").FullName);
}
