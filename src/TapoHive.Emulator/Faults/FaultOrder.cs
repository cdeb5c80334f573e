using System.Collections.Immutable;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Faults;

/// <summary>One fault or incident for some plugs, as a command line orders it; <see cref="FaultGrammar"/> reads it.</summary>
public abstract record FaultOrder
{
    private FaultOrder(PlugPicker plugs) => Plugs = plugs;

    /// <summary>For which plugs.</summary>
    public PlugPicker Plugs { get; }

    /// <summary>Carries it out; says what could not be done.</summary>
    internal abstract string? ApplyTo(EmulatedHouse house, ImmutableArray<EmulatedPlug> plugs);

    /// <summary>A fault.</summary>
    public sealed record Lasting(Fault Fault, FaultScope Scope, PlugPicker Plugs) : FaultOrder(Plugs)
    {
        internal override string? ApplyTo(EmulatedHouse house, ImmutableArray<EmulatedPlug> plugs)
        {
            foreach (var plug in plugs)
            {
                if (!plug.Inject(Fault, Scope))
                {
                    return $"Plug '{plug.Name}' has too many faults at once; set fewer.";
                }
            }

            return null;
        }
    }

    /// <summary>An incident, at a time or again and again.</summary>
    /// <param name="Incident">What happens.</param>
    /// <param name="At">How long from now; zero is now, or with <paramref name="Every"/> after one period.</param>
    /// <param name="Every">How often; null is once.</param>
    /// <param name="Plugs">To which plugs.</param>
    public sealed record Sudden(Incident Incident, TimeSpan At, TimeSpan? Every, PlugPicker Plugs) : FaultOrder(Plugs)
    {
        internal override string? ApplyTo(EmulatedHouse house, ImmutableArray<EmulatedPlug> plugs)
        {
            if (Incident is Incident.Swap(var with) && (with < 1 || with > house.Plugs.Length))
            {
                return $"There is no plug {with.ToString(System.Globalization.CultureInfo.InvariantCulture)} to swap with.";
            }

            foreach (var plug in plugs)
            {
                if (SlotOf(Incident) is { } slot && plug.Outlets.All(o => o.Slot != slot))
                {
                    return $"Plug '{plug.Name}' has no relay {slot}; only strips have numbered ones.";
                }

                if (!plug.Core.Schedule(At, Every, () => house.Happen(plug, Incident)))
                {
                    return $"Plug '{plug.Name}' has too many incidents ahead; set fewer.";
                }
            }

            return null;
        }

        private static OutletSlot? SlotOf(Incident incident) => incident switch
        {
            Incident.Press(var slot) => slot,
            Incident.Trip(var slot) => slot,
            Incident.Store(_, var slot) => slot,
            _ => null,
        };
    }
}
