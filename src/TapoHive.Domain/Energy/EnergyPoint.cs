using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>What is known of a window.</summary>
/// <param name="Window">Which.</param>
/// <param name="Energy">What flowed in the time that is known; absent where nothing is known, which is not the same as zero.</param>
/// <param name="Measured">How much of the window was measured.</param>
/// <param name="Filled">How much was taken from the plug's own record.</param>
/// <param name="Cost">What it cost, where there is a tariff.</param>
public sealed record EnergyPoint(EnergyWindow Window, EnergyAmount? Energy, Duration Measured, Duration Filled, decimal? Cost = null)
{
    // Looks are taken to the millisecond, and a stretch of less than a second is none that anybody missed.
    private static readonly Duration Tolerance = Duration.FromSeconds(1);

    /// <summary>How much of the window nothing is known of.</summary>
    public Duration Unknown => Window.To - Window.From - Measured - Filled is { } missing && missing >= Tolerance ? missing : Duration.Zero;

    /// <summary>Whether all of the window was measured: nothing is unknown, and nothing taken from the plug's record.</summary>
    public bool IsComplete => Unknown == Duration.Zero && Filled < Tolerance;
}
