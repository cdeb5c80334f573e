using System.Net;

namespace TapoHive.Control.Connections;

/// <summary>One connection at the gate, as the doorkeeper knows it.</summary>
/// <param name="from">Where it comes from.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Without a timer and a wait handle there is nothing to dispose of.")]
internal sealed class Visit(IPAddress from)
{
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Where it comes from.</summary>
    public IPAddress From { get; } = from;

    /// <summary>How far it has come. Written by the doorkeeper alone.</summary>
    public VisitStage Stage { get; set; } = VisitStage.HalfOpen;

    /// <summary>The name of the client's actor system, once it said it. Written by the doorkeeper alone.</summary>
    public string? Name { get; set; }

    /// <summary>Whether an operator was proven on it.</summary>
    public bool IsProven => Stage == VisitStage.Proven;

    /// <summary>Cancelled when the connection is to be closed.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Has the connection closed.</summary>
    public void Close() => _ = _closed.CancelAsync();
}
