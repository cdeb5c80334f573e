using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Runs;

/// <summary>A step of a run: what a scene's step meant when the run was accepted.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Switch), "switch")]
[JsonDerivedType(typeof(Wait), "wait")]
public abstract record PlannedStep
{
    private PlannedStep()
    {
    }

    /// <summary>Switches outlets.</summary>
    /// <param name="Intents">Which, to what, in their order.</param>
    /// <param name="Within">How long after its beginning it has to be proven.</param>
    /// <param name="Gap">How long after the last outlet was proven or given up the next one follows.</param>
    /// <param name="AtOnce">How many outlets are under way together at most; absent for all.</param>
    public sealed record Switch(ImmutableArray<RunIntent> Intents, Duration? Within, Duration? Gap, int? AtOnce) : PlannedStep;

    /// <summary>Lets time pass.</summary>
    public sealed record Wait(Duration Length) : PlannedStep;

    /// <summary>How long it may take, where each outlet has a window.</summary>
    public Duration Longest(Duration window) => this switch
    {
        Wait wait => wait.Length,
        Switch { Within: { } within } => within,
        Switch { AtOnce: { } atOnce } step => ((window + (step.Gap ?? Duration.Zero)) * ((step.Intents.Length + atOnce - 1) / atOnce)),
        _ => window,
    };
}
