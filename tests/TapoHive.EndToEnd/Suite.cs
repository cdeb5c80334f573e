using System.Runtime.Versioning;
using TapoHive.EndToEnd;
using Xunit.v3;

// Hives and commands are processes of their own: a few tests side by side keep two cores busy, more only make each other wait.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
