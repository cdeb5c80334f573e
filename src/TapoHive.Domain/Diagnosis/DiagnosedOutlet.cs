using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Diagnosis;

/// <summary>An outlet in the eyes of a diagnosis.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Desired">What is asked of it.</param>
/// <param name="Reported">What the plug last said of it.</param>
/// <param name="Converged">Whether the two agree, read back after the wish.</param>
/// <param name="Problem">What is wrong with it, where that is not the plug's own problem.</param>
/// <param name="Protection">The plug's own protection.</param>
/// <param name="StoredRules">How many things stored on the plug switch it; absent while unknown.</param>
/// <param name="Notice">What is worth knowing of it.</param>
/// <param name="Next">What switches it next, where anything does: when, and to what.</param>
public sealed record DiagnosedOutlet(
    OutletName Name,
    PowerState? Desired,
    PowerState? Reported,
    bool Converged,
    PlugProblem? Problem,
    Protection Protection,
    int? StoredRules,
    string? Notice,
    (Instant At, PowerState? To, string Because)? Next);
