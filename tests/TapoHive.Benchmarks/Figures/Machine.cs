using System.Globalization;
using System.Runtime.InteropServices;
using TapoHive.Benchmarks.Contenders;

namespace TapoHive.Benchmarks.Figures;

/// <summary>What the figures were measured on, and with.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">How many may be used.</param>
/// <param name="MemoryMegabytes">How much there is.</param>
/// <param name="Kernel">The system.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="Node">Node, where there is one.</param>
/// <param name="NpmClient">tp-link-tapo-connect, where it is installed.</param>
/// <param name="LoadBefore">How many processes wanted a core in the minute before.</param>
internal sealed record Machine(
    string Processor, int Cores, long MemoryMegabytes, string Kernel, string Runtime, string? Node, string? NpmClient, double LoadBefore)
{
    public static async Task<Machine> LookAsync(CancellationToken cancellation)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return new Machine(
            processor ?? "unknown",
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            await NpmPackage.NodeVersionAsync(cancellation),
            NpmPackage.Version,
            double.Parse((await File.ReadAllTextAsync("/proc/loadavg", cancellation)).Split(' ')[0], CultureInfo.InvariantCulture));
    }
}
