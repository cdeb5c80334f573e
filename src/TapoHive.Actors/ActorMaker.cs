using Akka.Actor;

namespace TapoHive.Actors;

/// <summary>
/// Makes actors by calling their constructor instead of looking it up in an expression: for those that are made often (a
/// conversation for each command).
/// </summary>
public static class ActorMaker
{
    /// <summary>How such an actor is made.</summary>
    public static Props Props<TActor>(Func<TActor> make)
        where TActor : ActorBase => Akka.Actor.Props.CreateBy(new Producer<TActor>(make));

    private sealed class Producer<TActor>(Func<TActor> make) : IIndirectActorProducer
        where TActor : ActorBase
    {
        /// <inheritdoc/>
        public Type ActorType => typeof(TActor);

        /// <inheritdoc/>
        public ActorBase Produce() => make();

        /// <inheritdoc/>
        public void Release(ActorBase actor)
        {
            // Nobody else holds it.
        }
    }
}
