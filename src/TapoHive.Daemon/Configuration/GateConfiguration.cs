using System.Net;

namespace TapoHive.Daemon.Configuration;

/// <summary>Where operators connect.</summary>
/// <param name="Bind">The address to listen on.</param>
/// <param name="Port">The TCP port; 0 is any free one.</param>
public sealed record GateConfiguration(IPAddress Bind, int Port);
