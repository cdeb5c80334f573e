namespace TapoHive.Domain.HouseFiles;

/// <summary>What a problem means for the house file it was found in.</summary>
public enum HouseFileSeverity
{
    /// <summary>The file cannot be applied.</summary>
    Error,

    /// <summary>The file can be applied, and probably something else was meant.</summary>
    Warning,
}
