using Akka.Actor;
using TapoHive.Domain.Convergence;
using TapoHive.Protocol;

namespace TapoHive.Actors.Plugs;

/// <summary>Link to plug: this happened. What is told by a link other than the plug's present one is of a session that is gone. What the session learnt of the
/// plug's habits is handed to the next one.</summary>
/// <param name="Link">By which link.</param>
/// <param name="Fact">What happened.</param>
/// <param name="Traits">The plug's habits, as far as they are known.</param>
internal sealed record LinkFact(Link Link, PlugFact Fact, PlugTraits Traits) : INoSerializationVerificationNeeded;
