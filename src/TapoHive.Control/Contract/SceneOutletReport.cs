using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Contract;

/// <summary>What a scene would do with one outlet.</summary>
/// <param name="Name">The outlet.</param>
/// <param name="House">Its house.</param>
/// <param name="Step">In which step, from 1.</param>
/// <param name="Wanted">What the scene wants of it.</param>
/// <param name="Desired">What is wanted of it now.</param>
/// <param name="Reported">What it was last read as.</param>
/// <param name="Change">Whether the scene would change it.</param>
public sealed record SceneOutletReport(
    string Name,
    string House,
    int Step,
    PowerState Wanted,
    PowerState? Desired,
    PowerState? Reported,
    SceneChange Change);
