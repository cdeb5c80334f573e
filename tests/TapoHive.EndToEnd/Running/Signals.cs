using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TapoHive.EndToEnd.Running;

/// <summary>What a terminal or a service manager sends to a process.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(Process process, int signal)
    {
        if (SendTo(process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent: errno {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendTo(int process, int signal);
}
