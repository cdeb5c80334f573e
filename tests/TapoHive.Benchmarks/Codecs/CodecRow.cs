using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TapoHive.Benchmarks.Figures;

namespace TapoHive.Benchmarks.Codecs;

/// <summary>The codecs alone, by BenchmarkDotNet, in this process: a build of its own would know nothing of this repository's layout.</summary>
internal static class CodecRow
{
    public static Row Measure()
    {
        // Some of its columns and validators want more than one configuration offers by itself; the defaults are all there is need of.
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "tapohive-benchmarks"))
            .WithOptions(ConfigOptions.DisableLogFile);
        var quiet = ManualConfig.CreateEmpty()
            .AddColumnProvider([.. config.GetColumnProviders()])
            .AddAnalyser([.. config.GetAnalysers()])
            .AddJob([.. config.GetJobs()])
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(config.ArtifactsPath)
            .WithOptions(config.Options);
        Type[] subjects = [typeof(KlapBenchmarks), typeof(PassthroughBenchmarks), typeof(TpapBenchmarks), typeof(DiscoveryBenchmarks)];
        List<Figure> figures = [];
        foreach (var report in subjects.SelectMany(subject => BenchmarkRunner.Run(subject, quiet).Reports))
        {
            var name = $"{report.BenchmarkCase.Descriptor.Type.Name.Replace("Benchmarks", "", StringComparison.Ordinal)}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}";
            double[] times = [.. report.AllMeasurements.Where(static one => one.IterationStage == BenchmarkDotNet.Engines.IterationStage.Result).Select(static one => one.Nanoseconds / one.Operations / 1000)];
            figures.Add(new Figure(name, "us", new Series(times)));
            if (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes)
            {
                figures.Add(new Figure($"{name}, allocated", "bytes", new Series([bytes])));
            }
        }

        return new Row("codecs", $"{Program.Name} codecs", figures, []);
    }
}
