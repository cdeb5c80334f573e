using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Gate.Calls;

/// <summary>Stands for one house in a request that went to several: a <see cref="Refused"/> does not say who refuses.</summary>
internal sealed class HouseListener : ReceiveActor
{
    public HouseListener(HouseName house)
    {
        Receive<Refused>(refused => Context.Parent.Tell(new FromHouse<Refused>(house, refused)));
        ReceiveAny(static message => Context.Parent.Tell(message));
    }
}
