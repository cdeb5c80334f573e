using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>What a plug's actor should do next. At most one is under way at a time.</summary>
public abstract record PlugEffect
{
    private PlugEffect()
    {
    }

    /// <summary>Open a session: handshake, login, and a reading that proves who answers.</summary>
    public sealed record Connect(PlugAddress Address, TransportOffer Offer, Binding Binding = Binding.Bound) : PlugEffect;

    /// <summary>Set relays and read them back.</summary>
    public sealed record Send(ImmutableArray<OutletCommand> Commands) : PlugEffect;

    /// <summary>Read the plug, and the meters of some outlets along with it.</summary>
    public sealed record Read(ImmutableArray<OutletSlot> Meters = default) : PlugEffect;

    /// <summary>Look at, arm or remove countdowns, and read the plug.</summary>
    public sealed record SetTimers(ImmutableArray<TimerCommand> Commands) : PlugEffect;

    /// <summary>Look at something that is seldom looked at.</summary>
    public sealed record Inspect(InspectionPart Part) : PlugEffect;

    /// <summary>Ask which outlets measure energy.</summary>
    public sealed record FindMeters : PlugEffect;

    /// <summary>Ask for what a meter recorded while nobody looked.</summary>
    public sealed record ReadSeries(SeriesQuestion Question) : PlugEffect;

    /// <summary>Ask discovery for the plug: at its last address (which wakes some firmware), and everywhere it may have gone.</summary>
    public sealed record Probe(PlugAddress? LastSeen) : PlugEffect;

    /// <summary>End the session and wipe its keys.</summary>
    public sealed record Disconnect(string Reason) : PlugEffect;

    /// <summary>Do nothing until then, or until something is observed.</summary>
    public sealed record WaitUntil(Instant When) : PlugEffect;

    /// <summary>Do nothing until something is observed.</summary>
    public sealed record Nothing : PlugEffect;
}
