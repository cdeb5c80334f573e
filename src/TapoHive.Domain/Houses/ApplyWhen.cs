namespace TapoHive.Domain.Houses;

/// <summary>When a file that is given to a house is applied.</summary>
public enum ApplyWhen
{
    /// <summary>Where it means something else than when this very file was last applied: a hive that starts with it again does not undo
    /// what was applied or rolled back since.</summary>
    TheFileChanged,

    /// <summary>Where it means something else than what the house is now: somebody asked for it.</summary>
    TheHouseDiffers,
}
