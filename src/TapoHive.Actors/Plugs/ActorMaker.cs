using Akka.Actor;

namespace TapoHive.Actors.Plugs;

/// <summary>Makes actors of one kind by calling their constructor instead of looking it up: there is a link for each session of each plug.</summary>
internal sealed class ActorMaker<TActor>(Func<TActor> make) : IIndirectActorProducer
    where TActor : ActorBase
{
    /// <inheritdoc/>
    public Type ActorType => typeof(TActor);

    /// <summary>How such an actor is made.</summary>
    public static Props Props(Func<TActor> make) => Akka.Actor.Props.CreateBy(new ActorMaker<TActor>(make));

    /// <inheritdoc/>
    public ActorBase Produce() => make();

    /// <inheritdoc/>
    public void Release(ActorBase actor)
    {
        // Nobody else holds it.
    }
}
