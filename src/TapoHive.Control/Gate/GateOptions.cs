using System.Net;
using NodaTime;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Gate;

/// <summary>How a gate is set up.</summary>
/// <param name="Folder">The hive's data folder: keys, registry, and the file that tells where the gate is.</param>
public sealed record GateOptions(DataFolder Folder)
{
    /// <summary>The address to listen on.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The name, and perhaps the port, by which operators elsewhere reach the gate; null for the address it listens on, or the
    /// machine's name where it listens on all.</summary>
    public string? Name { get; init; }

    /// <summary>Who may use the local operator's key.</summary>
    public LocalKeyReaders LocalKey { get; init; } = LocalKeyReaders.Owner;

    /// <summary>What is known of the version of the hive's program.</summary>
    public string HiveVersion { get; init; } = typeof(GateOptions).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Bounds of what operators may take up.</summary>
    public GateLimits Limits { get; init; } = new();

    /// <summary>The hive's one source of "now".</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>What passes of time is measured by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
