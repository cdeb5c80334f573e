using System.Net;

namespace TapoHive.Benchmarks.Stage;

/// <summary>One emulated plug.</summary>
internal sealed record EmulatedPlug(string Mac, IPEndPoint Address);
