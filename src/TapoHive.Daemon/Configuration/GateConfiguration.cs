using System.Net;
using TapoHive.Control.Keys;

namespace TapoHive.Daemon.Configuration;

/// <summary>Where operators connect.</summary>
/// <param name="Bind">The address to listen on.</param>
/// <param name="Port">The TCP port; 0 is any free one.</param>
/// <param name="Name">By what name, and perhaps port, others reach it; null where nobody said.</param>
/// <param name="LocalKey">Who may use the local operator's key.</param>
public sealed record GateConfiguration(IPAddress Bind, int Port, string? Name, LocalKeyReaders LocalKey);
