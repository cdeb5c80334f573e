using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>why</c>: what led an outlet to where it is, what comes next, and what a person can do.</summary>
/// <param name="Outlet">The outlet.</param>
/// <param name="House">Its house.</param>
/// <param name="Desired">What is asked of it; null where nobody asks.</param>
/// <param name="Reported">What the plug last said.</param>
/// <param name="Converged">As in <see cref="OutletStatus"/>.</param>
/// <param name="Intents">Who asks for what, strongest first: the first one decides.</param>
/// <param name="Phase">Where the plug's session stands.</param>
/// <param name="ReadAgeSeconds">How old the reading is.</param>
/// <param name="Problem">What is wrong, if anything.</param>
/// <param name="Notice">Something worth knowing that is no problem.</param>
/// <param name="Recent">What happened to it, newest first.</param>
/// <param name="Next">What will happen by itself.</param>
/// <param name="Advice">What to make of it, in a sentence or two.</param>
public sealed record WhyReport(
    string Outlet,
    string House,
    PowerState? Desired,
    PowerState? Reported,
    bool Converged,
    ImmutableArray<IntentReport> Intents,
    [property: JsonConverter(typeof(NameConverter<SessionPhase>))] SessionPhase Phase,
    double? ReadAgeSeconds,
    ProblemReport? Problem,
    string? Notice,
    ImmutableArray<RecentReport> Recent,
    ImmutableArray<NextReport> Next,
    string Advice)
{
    /// <summary>Its name in the vendor's app, where known.</summary>
    public string? Alias { get; init; }
}
