using Akka.Actor;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Convergence;
using TapoHive.Protocol;

namespace TapoHive.Actors.Plugs;

/// <summary>Plug to link: carry this out.</summary>
internal sealed record LinkRequest(PlugEffect Effect, TraceContext? Trace = null) : INoSerializationVerificationNeeded;

/// <summary>Link to plug: this happened. A number other than the plug's present one is of a link that is gone. What the session
/// learnt of the plug's habits is handed to the next one.</summary>
internal sealed record LinkFact(long Attempt, PlugFact Fact, PlugTraits Traits) : INoSerializationVerificationNeeded;
