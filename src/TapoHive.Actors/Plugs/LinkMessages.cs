using Akka.Actor;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol;

namespace TapoHive.Actors.Plugs;

/// <summary>Plug to link: connect. A session that there still is ends.</summary>
/// <param name="Attempt">What facts about it are marked with.</param>
/// <param name="Assignment">What the house says of the plug.</param>
/// <param name="Effect">Where and how.</param>
/// <param name="Traits">What is known of the plug's habits.</param>
/// <param name="Health">Among which plugs it waits for its turn.</param>
/// <param name="Trace">What it is part of.</param>
internal sealed record OpenLink(long Attempt, PlugAssignment Assignment, PlugEffect.Connect Effect, PlugTraits Traits, PlugHealth Health, TraceContext? Trace)
    : INoSerializationVerificationNeeded;

/// <summary>Plug to link: what there is of a session ends.</summary>
internal sealed class CloseLink : INoSerializationVerificationNeeded
{
    /// <summary>The only one.</summary>
    public static CloseLink Instance { get; } = new();

    private CloseLink()
    {
    }
}

/// <summary>Link to plug: this happened. A number other than the plug's present one is of a session that is gone. What the session
/// learnt of the plug's habits is handed to the next one.</summary>
/// <param name="Attempt">Of which session.</param>
/// <param name="Fact">What happened.</param>
/// <param name="Traits">The plug's habits, as far as they are known.</param>
/// <param name="Session">The session, where it has just been opened.</param>
internal sealed record LinkFact(long Attempt, PlugFact Fact, PlugTraits Traits, OpenSession? Session = null) : INoSerializationVerificationNeeded;
