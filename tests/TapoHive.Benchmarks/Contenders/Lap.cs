namespace TapoHive.Benchmarks.Contenders;

/// <summary>All plugs switched once.</summary>
/// <param name="Milliseconds">From the order to the answer that all of them did.</param>
/// <param name="CpuMilliseconds">Processor time of the contender's process.</param>
/// <param name="EmulatorCpuMilliseconds">Processor time of the plugs' process meanwhile.</param>
/// <param name="InsideMilliseconds">For the hive: from the acceptance, which is written down first, to the proof of the last outlet, as the run says itself.</param>
internal sealed record Lap(double Milliseconds, double CpuMilliseconds, double EmulatorCpuMilliseconds, double? InsideMilliseconds = null);
