using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary>What says at a glance how far a figure can be trusted.</summary>
internal static class Marks
{
    /// <summary>Of a part nothing is known.</summary>
    public const string Unknown = "?";

    /// <summary>A part is from the plug's own record.</summary>
    public const string Filled = "~";

    /// <summary>The marks of some windows.</summary>
    public static string Of(params ReadOnlySpan<EnergyPointReport> points)
    {
        var (filled, unknown) = (false, false);
        foreach (var point in points)
        {
            filled |= point.FilledSeconds is not null;
            unknown |= point.UnknownSeconds is not null;
        }

        return (filled ? Filled : "") + (unknown ? Unknown : "");
    }
}
