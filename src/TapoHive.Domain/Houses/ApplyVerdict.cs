namespace TapoHive.Domain.Houses;

/// <summary>What comes of giving a house a file, or of taking one back.</summary>
public abstract record ApplyVerdict
{
    private ApplyVerdict()
    {
    }

    /// <summary>The house becomes another.</summary>
    public sealed record Change(HouseEvent Happened) : ApplyVerdict;

    /// <summary>There is nothing to do.</summary>
    public sealed record Nothing : ApplyVerdict;

    /// <summary>It is not done; a sentence of fact and one of remedy.</summary>
    public sealed record Refuse(string Message) : ApplyVerdict;
}
