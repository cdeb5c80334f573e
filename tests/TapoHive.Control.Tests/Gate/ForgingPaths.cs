using Akka.Actor;
using TapoHive.Control.Client;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Tests.Wire;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Gate;

public sealed class ForgingPaths : GateSpec
{
    [Fact]
    public async Task No_actor_of_the_gates_tree_listens_to_anybody_but_the_gate_itself()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        await using var peer = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
        using var inbox = peer.Inbox();
        await peer.ChallengeAsync(inbox);
        var standing = Standing(gate);
        Assert.Contains("/user/gate/operators", standing, StringComparer.Ordinal);
        Assert.Contains("/system", standing, StringComparer.Ordinal);

        // The name of a conversation is its key: who knows it was told it.
        foreach (var path in standing.Where(static path => !path.StartsWith("/user/gate/", StringComparison.Ordinal) || path.EndsWith("/operators", StringComparison.Ordinal)))
        {
            // Each attacker has so many words before its proof; a new one for each actor.
            await using var attacker = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
            using var ear = attacker.Inbox();
            var target = attacker.Forge(path);
            target.Tell(Kill.Instance, ear.Receiver);
            target.Tell(PoisonPill.Instance, ear.Receiver);
            target.Tell(new Identify("who"), ear.Receiver);
            target.Tell(new Terminated(ear.Receiver, true, true), ear.Receiver);
            attacker.System.ActorSelection($"{Stranger.Gate}{path}").Tell(new Identify("who"), ear.Receiver);
            attacker.System.ActorSelection($"{Stranger.Gate}{path}/*").Tell(Kill.Instance, ear.Receiver);
            if (path != "/user/gate")
            {
                foreach (var message in EveryMessage.Samples)
                {
                    target.Tell(message, ear.Receiver);
                }
            }

            // Nothing of all that was answered: the challenge is the first word that comes back.
            await attacker.ChallengeAsync(ear);
        }

        Assert.Equal(standing, Standing(gate));
        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        await Houses.ExpectNoMsgAsync(TimeSpan.Zero, Cancel);
    }

    [Fact]
    public async Task Nobody_deploys_an_actor_in_the_gate()
    {
        await using var gate = await OpenAsync();
        var peer = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
        using var inbox = peer.Inbox();
        var standing = Standing(gate);

        var deployed = peer.System.ActorOf(
            Props.Create(() => new Echo()).WithDeploy(new Deploy(new RemoteScope(Address.Parse(Stranger.Gate)))), "echo");
        deployed.Tell(new KeepAlive(), inbox.Receiver);

        await peer.ChallengeAsync(inbox);
        Assert.Equal(standing, Standing(gate));

        // It would wait for its child at the gate.
        _ = peer.System.Terminate();
    }

    // The tree as it stands, without what comes and goes with each connection.
    private static List<string> Standing(RunningGate gate)
    {
        var provider = ((ExtendedActorSystem)gate.Host.ActorSystem).Provider;
        var all = new[] { (Top: provider.Guardian, Path: "/user"), (Top: provider.SystemGuardian, Path: "/system") }
            .SelectMany(static tree => Below(tree.Top, tree.Path).Prepend(tree.Path));
        return [.. all.Where(static path => !path.Contains("akkaprotocolmanager", StringComparison.Ordinal) && !path.Contains("endpointManager/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Below(ActorRefWithCell actor, string path) => actor.Children
        .OfType<ActorRefWithCell>()
        .SelectMany(child => Below(child, $"{path}/{child.Path.Name}").Prepend($"{path}/{child.Path.Name}"));

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
