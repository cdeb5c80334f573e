using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Simulation;

/// <summary>One life of a hive: a house and its plugs, told things a moment after they were said, all gone at once when it is killed.</summary>
internal sealed class SimulatedHive
{
    private static readonly Duration Hop = Duration.FromTicks(500);
    private readonly Dictionary<PlugId, PlugShell> _plugs = [];
    private bool _dead;

    public SimulatedHive(World world)
    {
        World = world;
        PlugsRef = new ToPlugs(this);
        StartedAt = world.Time.Now;
        House = new HouseShell(this, world.Journal.Events.Aggregate(HouseState.Empty, HouseEvolution.Evolve));
        Discover();
    }

    public World World { get; }

    public HouseShell House { get; }

    public Instant StartedAt { get; }

    public PlugPolicy Policy { get; } = PlugPolicy.Usual;

    public IActorRef PlugsRef { get; }

    public IReadOnlyDictionary<PlugId, PlugShell> Plugs => _plugs;

    public void Kill() => _dead = true;

    /// <summary>Does something later, in this life only.</summary>
    public void After(Duration wait, Action act) => World.Time.After(wait, () =>
    {
        if (!_dead)
        {
            act();
        }
    });

    public void Tell(object message) => After(Hop, () => House.Receive(message));

    public void TellPlug(IForPlug message) => After(Hop, () =>
    {
        if (message is Forget && _plugs.Remove(message.Plug, out var forgotten))
        {
            forgotten.End();
            return;
        }

        if (!_plugs.TryGetValue(message.Plug, out var plug))
        {
            if (message is not Own)
            {
                return;
            }

            plug = new PlugShell(this, message.Plug);
            _plugs.Add(message.Plug, plug);
        }

        plug.Receive(message);
    });

    private void Discover() => After(Duration.FromSeconds(1), () =>
    {
        foreach (var device in World.Network.Discoverable)
        {
            if (House.State.Definition is { } definition)
            {
                Tell(new Sighted(definition.Name, device.Seen()));
            }
        }

        After(World.DiscoveryEvery, Discover);
    });

    private sealed class ToPlugs(SimulatedHive hive) : MinimalActorRef
    {
        public override ActorPath Path { get; } = ActorPath.Parse("akka://simulated/user/plugs");

        public override IActorRefProvider Provider => throw new NotSupportedException("A simulated reference leads nowhere else.");

        protected override void TellInternal(object message, IActorRef sender) => hive.TellPlug((IForPlug)message);
    }
}
