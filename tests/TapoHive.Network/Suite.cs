using System.Runtime.Versioning;
using Xunit.v3;

// Each test is several machines: two at a time are enough for two cores.
[assembly: Parallelization(MaxThreads = 2)]
[assembly: SupportedOSPlatform("linux")]
