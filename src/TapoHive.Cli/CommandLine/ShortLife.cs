using System.Runtime.InteropServices;
using TapoHive.Cli.Verbs;

namespace TapoHive.Cli.CommandLine;

/// <summary>What a process does without that lives for a single command: whatever takes longer to prepare than it could ever gain.</summary>
internal static partial class ShortLife
{
    private const string Emulate = "emulate";

    /// <summary>Begins it, before anything else; not where what was typed runs a hive, or plugs.</summary>
    public static void Begin(string[] args)
    {
        if (Array.IndexOf(args, UpVerb.Name) >= 0 || Array.IndexOf(args, Emulate) >= 0)
        {
            return;
        }

        // Expressions and regular expressions of libraries are interpreted: to compile one takes more time than all it is used for.
        AppContext.SetSwitch("System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported", isEnabled: false);
        if (OperatingSystem.IsLinux())
        {
            // A gate is trusted for its own authority alone; but to look at any certificate, .NET first reads each of the machine's authorities, twice.
            // OpenSSL asks the environment of the C library where they are, which Environment does not reach.
            _ = SetEnvironment("SSL_CERT_FILE", "/dev/null", 1);
            _ = SetEnvironment("SSL_CERT_DIR", "/dev/null", 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrites);
}
