namespace TapoHive.Emulator.Houses;

/// <summary>What truly became of a method that reached a plug.</summary>
public enum Carried
{
    /// <summary>It was carried out.</summary>
    Yes,

    /// <summary>It was refused, or acknowledged and ignored.</summary>
    No,

    /// <summary>It was acknowledged, and is carried out later.</summary>
    Later,
}
