using System.Runtime.InteropServices;

namespace TapoHive.Benchmarks.Stage;

/// <summary>What the system knows of a process, and what can be done to one.</summary>
internal static partial class Native
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Processor time of all threads a process ever had, to the nanosecond.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        // The kernel's own encoding of "the scheduler's clock of a process": the complement of its number, and 2.
        return ClockGetTime((~process << 3) | 2, out var time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100))
            : throw new InvalidOperationException($"The processor time of process {process} cannot be read: errno {Marshal.GetLastPInvokeError()}.");
    }

    public static void Send(int process, int signal)
    {
        if (SendTo(process, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {process}: errno {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, out Moment time);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendTo(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
