namespace TapoHive.Control.Connections;

/// <summary>Bounds of what connections may take up, before and after anybody has proven anything.</summary>
public sealed record DoorOptions
{
    /// <summary>Connections that have not finished TLS. One more, and the oldest of the address that has the most is closed.</summary>
    public int HalfOpen { get; init; } = 64;

    /// <summary>Connections past TLS that have not proven an operator's key. The same rule.</summary>
    public int Unproven { get; init; } = 64;

    /// <summary>How long TLS may take.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after TLS a key must have been proven.</summary>
    public TimeSpan Proof { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Frames of a connection before its operator is proven; a handshake has four.</summary>
    public int UnprovenFrames { get; init; } = 64;

    /// <summary>The largest frame before that, in bytes.</summary>
    public int UnprovenFrameBytes { get; init; } = 4_096;

    /// <summary>Frames at once from a proven client; more is read as slowly as <see cref="FramesASecond"/>.</summary>
    public int FramesAtOnce { get; init; } = 400;

    /// <summary>Frames a second from a proven client, in the long run.</summary>
    public int FramesASecond { get; init; } = 100;

    /// <summary>Bytes at once from a proven client; a large house file is six million.</summary>
    public int BytesAtOnce { get; init; } = 8 << 20;

    /// <summary>Bytes a second from a proven client, in the long run.</summary>
    public int BytesASecond { get; init; } = 1 << 20;

    /// <summary>Frames that wait for a client to read them.</summary>
    public int FramesWaiting { get; init; } = 32;

    /// <summary>A client that takes nothing for so long is let go.</summary>
    public TimeSpan Stalled { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What rates are measured by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
