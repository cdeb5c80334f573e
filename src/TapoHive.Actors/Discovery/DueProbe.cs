using System.Net;

namespace TapoHive.Actors.Discovery;

/// <summary>One probe that may leave now.</summary>
internal readonly record struct DueProbe(IPAddress Local, IPAddress Target, IReadOnlyList<int> Ports);
