using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TapoHive.Cli.Terminal;

/// <summary>The standard output of the process when no person looks at it.</summary>
internal static class Standard
{
    private const int BrokenPipe = 32;

    /// <summary>
    /// A writer that says so when the reader has gone (<c>tapohive watch | head</c>): the console's own swallows that, and a
    /// command that goes on would write into the void for ever.
    /// </summary>
    public static TextWriter Output()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        // For pipes only: into a regular file a stream of ours would write at its own position, over what others wrote.
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek
            ? Console.Out
            : new StreamWriter(pipe, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 16_384);
    }

    /// <summary>Whether writing failed because nobody reads any more.</summary>
    public static bool IsGone(IOException failure) => !OperatingSystem.IsWindows() && (failure.HResult & 0xFFFF) == BrokenPipe;
}
