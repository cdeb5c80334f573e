using TapoHive.Domain.Convergence;

namespace TapoHive.Chaos.Simulation;

/// <summary>The largest that each list in a plug's memory ever became.</summary>
internal sealed class Bounds
{
    public int Presses { get; private set; }

    public int Losses { get; private set; }

    public int Unresolved { get; private set; }

    public int DrivenBack { get; private set; }

    public void Look(PlugState state)
    {
        Presses = Math.Max(Presses, state.Presses.Length);
        Losses = Math.Max(Losses, state.SessionsLost.Length);
        foreach (var outlet in state.Outlets.Values)
        {
            Unresolved = Math.Max(Unresolved, outlet.Unresolved.Length);
            DrivenBack = Math.Max(DrivenBack, outlet.DrivenBack.Length);
        }
    }
}
