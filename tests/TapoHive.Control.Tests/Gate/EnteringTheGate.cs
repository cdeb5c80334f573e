using Akka.Actor;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Tests.Gate;

public sealed class EnteringTheGate
{
    [Fact]
    public async Task The_local_operator_sees_the_house()
    {
        await using var gate = await RunningGate.StartAsync(ActorRefs.Nobody, ActorRefs.Nobody, null, SampleHouse.View("hillside", "lamp", "heater"));
        await using var client = await gate.EnterAsync();

        var status = await client.StatusAsync([], StatusScope.Everything, TestContext.Current.CancellationToken);

        Assert.Equal(["heater", "lamp"], status.Outlets.Select(static outlet => outlet.Name));
        Assert.All(status.Outlets, static outlet => Assert.Equal(PowerState.On, outlet.Reported));
    }
}
