using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Runs;

/// <summary>What becomes of the wish to take a run back.</summary>
public abstract record Undoing
{
    private Undoing()
    {
    }

    /// <summary>A run begins that puts back what nobody changed since; what somebody did change is in its evidence beforehand.</summary>
    public sealed record Begins(RunStarted Started) : Undoing;

    /// <summary>Nothing can be put back.</summary>
    /// <param name="Message">Why, and what to do instead.</param>
    public sealed record Impossible(string Message) : Undoing;
}
