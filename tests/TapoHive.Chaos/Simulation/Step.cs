using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Simulation;

/// <summary>Something that happens at a moment of a script.</summary>
internal abstract record Step(Duration At)
{
    /// <summary>The devices it happens to; none where it happens to the hive.</summary>
    public virtual IEnumerable<int> Devices => [];

    /// <summary>Whether it can make a device sick or move one of its relays.</summary>
    public virtual bool Harms => true;

    /// <summary>A client asks for something. <paramref name="Outlets"/> are numbered over the house.</summary>
    public sealed record Ask(Duration At, string Verb, ImmutableArray<int> Outlets, Duration? For, string Origin) : Step(At)
    {
        public override bool Harms => false;
    }

    /// <summary>A client runs a scene.</summary>
    public sealed record Play(Duration At, int Scene, string Origin) : Step(At);

    /// <summary>A client ends the last run that is under way.</summary>
    public sealed record Cancel(Duration At, string Origin) : Step(At);

    /// <summary>A client takes the last run back.</summary>
    public sealed record Undo(Duration At, string Origin) : Step(At);

    /// <summary>Another edition of the house file is applied.</summary>
    public sealed record Apply(Duration At, int Edition) : Step(At);

    /// <summary>The file before comes back.</summary>
    public sealed record RollBack(Duration At, string Origin) : Step(At);

    /// <summary>A client lets a device into the house.</summary>
    public sealed record Adopt(Duration At, int Device, string Origin) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>A client takes a device out of the house.</summary>
    public sealed record Forget(Duration At, int Device, string Origin) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>Somebody presses a button.</summary>
    public sealed record Press(Duration At, int Device, OutletSlot Slot) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>A protection opens a relay.</summary>
    public sealed record Trip(Duration At, int Device, OutletSlot Slot) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>Mains goes away and comes back.</summary>
    public sealed record Reboot(Duration At, int Device, Duration Off, bool Remembers) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>A device gets another address.</summary>
    public sealed record Move(Duration At, int Device) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>Two devices get each other's addresses.</summary>
    public sealed record Swap(Duration At, int Device, int Other) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device, Other];
    }

    /// <summary>A firmware update.</summary>
    public sealed record Update(Duration At, int Device, Transport To) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>Another client takes the session, again and again for a while.</summary>
    public sealed record Rival(Duration At, int Device, Duration Every, int Times) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>Something is wrong for a while.</summary>
    public sealed record Suffer(Duration At, int Device, Trouble Trouble, Duration Length, int Strikes) : Step(At)
    {
        public override IEnumerable<int> Devices => [Device];
    }

    /// <summary>The hive is killed, and started again a while later.</summary>
    public sealed record Kill(Duration At, Duration Down, bool WriteMade) : Step(At)
    {
        public override bool Harms => false;
    }
}
