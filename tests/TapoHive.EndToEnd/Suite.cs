using System.Runtime.Versioning;
using Xunit.v3;

// Hives and commands are processes of their own: a few tests side by side keep two cores busy, more only make each other wait.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
